-- Median asking price in euros by week and category. A column for each category comes of Grafana: rows are time, metric, value.
-- Reads: products.
select date_trunc('week', created_at at time zone 'Europe/Paris') at time zone 'Europe/Paris' as time, category as metric,
  percentile_cont(0.5) within group (order by price_cents) / 100.0 as value
from products
where $__timeFilter(created_at)
group by 1, 2
order by 1, 2
