-- Sessions of the range that reached each step, and the share of them that went no further from there: nodes of a graph whose edges
-- are journey-moves.sql. Columns: https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/node-graph/ (data API)
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
  select session_id, step, row_number() over (partition by session_id order by at desc, step desc) = 1 as is_last from seen
), counted as (
  select step, count(distinct session_id)::float8 as sessions, count(*) filter (where is_last)::float8 as exits
  from followed
  group by step
)
select step as id, step as title, sessions as mainstat, round((100 * exits / sessions)::numeric, 1) || ' % leave' as secondarystat,
  1 - exits / sessions as arc__goes_on, exits / sessions as arc__leaves
from counted
union all
select 'exit', 'exit', sum(exits), null, 0, 1 from counted having count(*) > 0
