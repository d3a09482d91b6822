-- The role that writes what comes from outside the shop: tickets, rivals' prices, the CI's runs and deployments. A person applies this
-- once in each environment, as the owner of the tables, and gives the role a password that stands in no file:
--   \password driplo_feeder
-- It reads nothing but the keys by which it knows a row again.

create role driplo_feeder login noinherit connection limit 4;
alter role driplo_feeder set statement_timeout = '30s';
alter role driplo_feeder set lock_timeout = '5s';
alter role driplo_feeder set idle_in_transaction_session_timeout = '10s';

grant usage on schema public to driplo_feeder;
grant insert, update, select on support_tickets to driplo_feeder;
grant insert, update, select on rival_prices to driplo_feeder;
grant insert on ci_runs, deployments to driplo_feeder;

create policy driplo_feeder_writes on support_tickets to driplo_feeder using (true) with check (true);
create policy driplo_feeder_writes on rival_prices to driplo_feeder using (true) with check (true);
create policy driplo_feeder_writes on ci_runs for insert to driplo_feeder with check (true);
create policy driplo_feeder_writes on deployments for insert to driplo_feeder with check (true);
