-- Sessions of the range that searched, of those the ones that opened a listing, wrote to a seller, and paid.
-- Reads: search_events, product_views, conversations, checkouts, orders.
with searched as (
  select distinct session_id from search_events where $__timeFilter(created_at)
), viewed as (
  select distinct session_id from product_views join searched using (session_id) where $__timeFilter(created_at)
), contacted as (
  select distinct session_id from conversations join viewed using (session_id) where $__timeFilter(created_at)
), purchased as (
  select distinct checkouts.session_id
  from checkouts
  join contacted using (session_id)
  join orders on orders.checkout_id = checkouts.id
  where $__timeFilter(orders.paid_at)
), steps as (
  select 1 as position, 'searched' as step, count(*) as sessions from searched
  union all select 2, 'viewed', count(*) from viewed
  union all select 3, 'contacted', count(*) from contacted
  union all select 4, 'purchased', count(*) from purchased
)
select step, sessions,
  round(100.0 * sessions / nullif(lag(sessions) over (order by position), 0), 1) as "% of the step before"
from steps
order by position
