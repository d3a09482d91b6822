-- The ten statements that took the most time altogether from the first to the last note of the range; one that is first noted within it counts from
-- its last reset. Notes are hourly (infra/integrations/business-metrics/migrations/3-statement-counts.sql).
-- Reads: monitoring.statement_counts.
with notes as (
  select max(taken_at) as last, min(taken_at) as first from monitoring.statement_counts
  where taken_at >= $__timeFrom()::timestamptz - interval '1 hour' and taken_at <= $__timeTo()::timestamptz
), run as (
  select present.statement,
    present.calls - case when before.calls <= present.calls then before.calls else 0 end as calls,
    present.total_ms - case when before.calls <= present.calls then before.total_ms else 0 end as total_ms
  from notes
  join monitoring.statement_counts as present on present.taken_at = notes.last
  left join monitoring.statement_counts as before
    on before.taken_at = notes.first and notes.first < notes.last and before.queryid = present.queryid
)
select statement, calls, round((total_ms / calls)::numeric, 1) as "mean, ms", round((total_ms / 1000)::numeric, 1) as "total, s",
  round((100 * total_ms / nullif(sum(total_ms) over (), 0))::numeric, 1) as "% of the time"
from run
where calls > 0
order by "total, s" desc, statement
limit 10
