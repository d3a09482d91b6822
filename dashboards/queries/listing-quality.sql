-- Share of a day's listings with a description of 40 letters or more, and with a picture; null on a day without listings.
-- Reads: products.
with days as (
  select generate_series(
    date_trunc('day', $__timeFrom()::timestamptz at time zone 'Europe/Paris'),
    date_trunc('day', $__timeTo()::timestamptz at time zone 'Europe/Paris'), interval '1 day') as day
), counted as (
  select date_trunc('day', created_at at time zone 'Europe/Paris') as day,
    100.0 * count(*) filter (where length(description) >= 40) / count(*) as described,
    100.0 * count(*) filter (where images > 0) / count(*) as pictured
  from products
  where $__timeFilter(created_at)
  group by 1
)
select days.day at time zone 'Europe/Paris' as time, described, pictured
from days left join counted using (day)
order by days.day
