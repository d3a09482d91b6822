-- Listings of the last 90 days of Paris, by category, the largest first.
-- Reads: products.
select category, count(*) as listings
from products
where created_at >= (now() at time zone 'Europe/Paris' - interval '90 days') at time zone 'Europe/Paris'
group by category
order by listings desc, category
