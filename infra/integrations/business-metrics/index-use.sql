-- Scans of large tables that used an index, since the last count before the span began: Postgres counts from the last reset of
-- its statistics, and keeps no earlier state (migrations/2-scan-counts.sql does). Small tables are rightly read whole. There is no record
-- while nothing notes the counts, which is done each hour: a job that stopped says as little as one that was never made.
-- Reads: pg_stat_user_tables, monitoring.table_scans.
-- Index: monitoring.table_scans (taken_at, relid).
select
  coalesce(sum(greatest(coalesce(present.idx_scan, 0) - before.idx_scan, 0)), 0) as part,
  coalesce(sum(
    greatest(coalesce(present.idx_scan, 0) - before.idx_scan, 0) + greatest(present.seq_scan - before.seq_scan, 0)
  ), 0) as whole,
  (
    select min(taken_at) from monitoring.table_scans
    where exists (
      select from monitoring.table_scans where taken_at > span.until - interval '2 hours' and taken_at <= span.until
    )
  ) as since
from pg_stat_user_tables as present
join monitoring.table_scans as before
  on before.relid = present.relid
  and before.taken_at = (select max(taken_at) from monitoring.table_scans where taken_at <= span.start)
where present.n_live_tup >= 10000
