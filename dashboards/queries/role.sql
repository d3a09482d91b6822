-- What the boards read besides infra/integrations/business-metrics/migrations/1-role.sql, for the same role. A person applies this
-- once in each environment, as the owner of the tables. Nothing here names a person or says what one wrote.

grant select (id, seller_id, category, images, price_cents) on products to driplo_monitoring;
-- Only how long it is; the words are on the listing's page for all to read.
grant select (description) on products to driplo_monitoring;
grant select (product_id) on orders to driplo_monitoring;
grant select (session_id) on checkouts to driplo_monitoring;
grant select (checkout_id, method) on payments to driplo_monitoring;
grant select (experiment, variant, session_id, created_at) on experiment_exposures to driplo_monitoring;
grant select (score, created_at) on ratings to driplo_monitoring;
grant select (score, created_at) on recommendations to driplo_monitoring;
grant select (topic, created_at, closed_at) on support_tickets to driplo_monitoring;
grant select (rival, category, price_cents, source, observed_on) on rival_prices to driplo_monitoring;
grant select (coverage_percent, tests_failed, lint_failures, finished_at) on ci_runs to driplo_monitoring;
grant select (committed_at, deployed_at, succeeded, repairs) on deployments to driplo_monitoring;

create policy driplo_monitoring_counts on experiment_exposures for select to driplo_monitoring using (true);
create policy driplo_monitoring_counts on ratings for select to driplo_monitoring using (true);
create policy driplo_monitoring_counts on support_tickets for select to driplo_monitoring using (true);
create policy driplo_monitoring_counts on recommendations for select to driplo_monitoring using (true);
create policy driplo_monitoring_counts on rival_prices for select to driplo_monitoring using (true);
create policy driplo_monitoring_counts on ci_runs for select to driplo_monitoring using (true);
create policy driplo_monitoring_counts on deployments for select to driplo_monitoring using (true);
