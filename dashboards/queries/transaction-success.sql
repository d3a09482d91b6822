-- Share of a day's checkouts with a payment that succeeded; null on a day without checkouts.
-- Reads: checkouts, payments.
with days as (
  select generate_series(
    date_trunc('day', $__timeFrom()::timestamptz at time zone 'Europe/Paris'),
    date_trunc('day', $__timeTo()::timestamptz at time zone 'Europe/Paris'), interval '1 day') as day
), counted as (
  select date_trunc('day', created_at at time zone 'Europe/Paris') as day,
    100.0 * count(*) filter (where exists (
      select from payments where payments.checkout_id = checkouts.id and succeeded_at is not null
    )) / count(*) as paid
  from checkouts
  where $__timeFilter(created_at)
  group by 1
)
select days.day at time zone 'Europe/Paris' as time, paid
from days left join counted using (day)
order by days.day
