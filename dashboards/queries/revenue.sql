-- Paid by day in Paris, in euros; a day before the first order has no data. And the least-squares line through the whole days of the
-- range, 14 days on. Fewer than two days make no line, and none of it falls below nothing.
-- Reads: orders.
with days as (
  select generate_series(
    date_trunc('day', $__timeFrom()::timestamptz at time zone 'Europe/Paris'),
    date_trunc('day', $__timeTo()::timestamptz at time zone 'Europe/Paris') + interval '14 days', interval '1 day') as day
), counted as (
  select date_trunc('day', paid_at at time zone 'Europe/Paris') as day, sum(total_cents) / 100.0 as euros
  from orders
  where $__timeFilter(paid_at)
  group by 1
), record as (
  select date_trunc('day', min(paid_at) at time zone 'Europe/Paris') as began from orders
), paid as (
  select days.day, extract(epoch from days.day) / 86400 as number,
    days.day > $__timeTo()::timestamptz at time zone 'Europe/Paris' as ahead,
    case when days.day >= began then coalesce(euros, 0) end as euros
  from days left join counted using (day) cross join record
), line as (
  select regr_slope(euros, number) as slope, regr_intercept(euros, number) as start
  from paid
  where day + interval '1 day' <= $__timeTo()::timestamptz at time zone 'Europe/Paris'
)
select paid.day at time zone 'Europe/Paris' as time, case when not ahead then euros end as revenue,
  case when ahead and slope is not null then greatest(0, slope * number + start) end as forecast
from paid cross join line
order by paid.day
