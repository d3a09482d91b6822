-- What a buyer has paid so far, on average, by the month in Paris of the first order: the last twelve months.
-- Reads: orders.
with buyers as (
  select buyer_id, min(paid_at) as first, sum(total_cents) / 100.0 as euros
  from orders
  where paid_at is not null
  group by buyer_id
)
select to_char(first at time zone 'Europe/Paris', 'YYYY-MM') as "first order", count(*) as buyers,
  round(avg(euros), 2) as "€ per buyer"
from buyers
where first >= (now() at time zone 'Europe/Paris' - interval '12 months') at time zone 'Europe/Paris'
group by 1
order by 1
