-- Per day, distinct seller_id in products created in the last 30 days; a day without one is a nought.
-- Reads: products.
with days as (
  select generate_series(
    date_trunc('day', now() at time zone 'Europe/Paris') - interval '29 days',
    date_trunc('day', now() at time zone 'Europe/Paris'), interval '1 day') as day
), counted as (
  select date_trunc('day', created_at at time zone 'Europe/Paris') as day, count(distinct seller_id) as sellers
  from products
  where created_at >= now() - interval '31 days'
  group by 1
)
select days.day at time zone 'Europe/Paris' as time, coalesce(sellers, 0) as sellers
from days left join counted using (day)
order by days.day
