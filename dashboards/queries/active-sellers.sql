-- Per day, distinct seller_id in products created in the last 30 days; a day without one is a nought, and one before the first has no data.
-- Reads: products.
with days as (
  select generate_series(
    date_trunc('day', now() at time zone 'Europe/Paris') - interval '29 days',
    date_trunc('day', now() at time zone 'Europe/Paris'), interval '1 day') as day
), counted as (
  select date_trunc('day', created_at at time zone 'Europe/Paris') as day, count(distinct seller_id) as sellers
  from products
  where created_at >= (date_trunc('day', now() at time zone 'Europe/Paris') - interval '29 days') at time zone 'Europe/Paris'
  group by 1
), record as (
  select date_trunc('day', min(created_at) at time zone 'Europe/Paris') as began from products
)
select days.day at time zone 'Europe/Paris' as time,
  case when day >= began then coalesce(sellers, 0) end as sellers
from days left join counted using (day) cross join record
order by days.day
