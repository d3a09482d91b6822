-- How often a session of the range went from one step to another, and from which step it left: edges of a graph whose nodes are
-- journey-steps.sql. A step that is repeated is one.
-- Reads: search_events, product_views, conversations, checkouts, orders.
with seen as (
  select session_id, created_at as at, 'search' as step from search_events where $__timeFilter(created_at)
  union all select session_id, created_at, 'view' from product_views where $__timeFilter(created_at)
  union all select session_id, created_at, 'contact' from conversations where $__timeFilter(created_at)
  union all select session_id, created_at, 'checkout' from checkouts where $__timeFilter(created_at)
  union all
  select checkouts.session_id, orders.paid_at, 'purchase'
  from orders join checkouts on checkouts.id = orders.checkout_id where $__timeFilter(orders.paid_at)
), followed as (
  select step, coalesce(lead(step) over (partition by session_id order by at, step), 'exit') as next from seen
), counted as (
  select step, next, count(*) as moves from followed where step <> next group by step, next
)
select step || '-' || next as id, step as source, next as target, moves as mainstat,
  round(100.0 * moves / sum(moves) over (partition by step), 1) || ' %' as secondarystat
from counted
order by moves desc, id
