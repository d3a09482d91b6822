-- Listings of the last 90 days, by category, the largest first.
-- Reads: products.
select category, count(*) as listings
from products
where created_at >= now() - interval '90 days'
group by category
order by listings desc, category
