-- The role by which Grafana reads business numbers. A person applies this once in each environment, as the owner of the tables,
-- and then gives the role a password that stands in no file:
--   \password driplo_monitoring
-- It may read the columns that the numbers count, and nothing that names a person. What Postgres lets every role write besides is taken
-- from it by infra/integrations/supabase/migrations/4-readers.sql.

create role driplo_monitoring login noinherit connection limit 4;

-- A question that takes longer is stopped: an alert is late then, and the shop is not slow. Whoever has the password may take this off:
-- 4-readers.sql ends such sessions.
alter role driplo_monitoring set statement_timeout = '5s';
alter role driplo_monitoring set lock_timeout = '1s';
alter role driplo_monitoring set idle_in_transaction_session_timeout = '10s';
alter role driplo_monitoring set default_transaction_read_only = on;
-- Compiling a question that tries several windows takes two seconds, and asking it a twentieth of one.
alter role driplo_monitoring set jit = off;

grant usage on schema public to driplo_monitoring;

grant select (created_at) on profiles to driplo_monitoring;
grant select (created_at) on products to driplo_monitoring;
grant select (session_id, results_count, created_at) on search_events to driplo_monitoring;
grant select (session_id, created_at) on product_views to driplo_monitoring;
grant select (session_id, buyer_id, created_at) on conversations to driplo_monitoring;
grant select (id, created_at) on checkouts to driplo_monitoring;
grant select (checkout_id, buyer_id, total_cents, paid_at) on orders to driplo_monitoring;
grant select (succeeded_at) on payments to driplo_monitoring;
grant select (status, arrival_at) on payouts to driplo_monitoring;
grant select (type, object_id, created_at) on stripe_events to driplo_monitoring;

-- Row-level security hides every row from a role without a policy, and says nothing: all would look like a quiet night.
create policy driplo_monitoring_counts on profiles for select to driplo_monitoring using (true);
create policy driplo_monitoring_counts on products for select to driplo_monitoring using (true);
create policy driplo_monitoring_counts on search_events for select to driplo_monitoring using (true);
create policy driplo_monitoring_counts on product_views for select to driplo_monitoring using (true);
create policy driplo_monitoring_counts on conversations for select to driplo_monitoring using (true);
create policy driplo_monitoring_counts on checkouts for select to driplo_monitoring using (true);
create policy driplo_monitoring_counts on orders for select to driplo_monitoring using (true);
create policy driplo_monitoring_counts on payments for select to driplo_monitoring using (true);
create policy driplo_monitoring_counts on payouts for select to driplo_monitoring using (true);
create policy driplo_monitoring_counts on stripe_events for select to driplo_monitoring using (true);
