-- Statements that took more than a second on average since the note before the span began, of those that ran ten times or more: one slow
-- report is no slow statement. There is no record while nothing notes them, which is done each hour.
-- Reads: monitoring.statement_counts.
-- Index: monitoring.statement_counts (taken_at, queryid).
select
  count(*) filter (where run.calls >= 10 and run.total_ms > 1000 * run.calls) as amount,
  count(*) as events,
  (
    select min(taken_at) from monitoring.statement_counts
    where exists (
      select from monitoring.statement_counts where taken_at > span.until - interval '2 hours' and taken_at <= span.until
    )
  ) as since
from (
  select present.calls - case when before.calls <= present.calls then before.calls else 0 end as calls,
    present.total_ms - case when before.calls <= present.calls then before.total_ms else 0 end as total_ms
  from monitoring.statement_counts as present
  left join monitoring.statement_counts as before
    on before.queryid = present.queryid
    and before.taken_at = (select max(taken_at) from monitoring.statement_counts where taken_at <= span.start)
  where present.taken_at = (select max(taken_at) from monitoring.statement_counts where taken_at <= span.until)
) as run
