-- Median asked for our listings of the range and for the rivals' of its days, by category, in euros, and how far ours is from theirs.
-- Where no rival's price is known it says "no source", of a category and of all: that is no position of 0.
-- Reads: products, rival_prices.
with ours as (
  select category, percentile_cont(0.5) within group (order by price_cents) / 100.0 as asked
  from products where $__timeFilter(created_at) group by category
), theirs as (
  select category, percentile_cont(0.5) within group (order by price_cents) / 100.0 as asked, count(*) as prices,
    count(distinct rival) as rivals, max(observed_on) as newest, string_agg(distinct source, ', ') as sources
  from rival_prices
  where observed_on between ($__timeFrom()::timestamptz at time zone 'Europe/Paris')::date
    and ($__timeTo()::timestamptz at time zone 'Europe/Paris')::date
  group by category
), both_sides as (
  select coalesce(ours.category, theirs.category) as category, ours.asked as own, theirs.asked as rival, prices, rivals, newest, sources
  from ours full join theirs on theirs.category = ours.category
)
select category, own as "ours, €", rival as "rivals', €",
  case
    when rival is null then 'no source'
    when own is null then 'not offered here'
    when abs(own / rival - 1) < 0.0005 then 'the same'
    else round(abs(100 * (own / rival - 1))::numeric, 1) || case when own > rival then ' % dearer' else ' % cheaper' end
  end as "our position",
  prices, rivals, to_char(newest, 'YYYY-MM-DD') as newest, sources
from (select 1 as row) as always left join both_sides on true
order by category
