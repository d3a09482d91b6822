-- What happened in the shop minute by minute, in the hour to the end of the range; a minute without is a nought, and one before a table's
-- first row has no data.
-- Reads: search_events, product_views, checkouts, payments.
with minutes as (
  select generate_series(
    date_trunc('minute', $__timeTo()::timestamptz) - interval '59 minutes',
    date_trunc('minute', $__timeTo()::timestamptz), interval '1 minute') as time
), happened as (
  select created_at as at, 'search' as what from search_events where created_at >= $__timeTo()::timestamptz - interval '1 hour'
  union all
  select created_at, 'view' from product_views where created_at >= $__timeTo()::timestamptz - interval '1 hour'
  union all
  select created_at, 'checkout' from checkouts where created_at >= $__timeTo()::timestamptz - interval '1 hour'
  union all
  select succeeded_at, 'payment' from payments where succeeded_at >= $__timeTo()::timestamptz - interval '1 hour'
), counted as (
  select date_trunc('minute', at) as time, count(*) filter (where what = 'search') as searches,
    count(*) filter (where what = 'view') as views, count(*) filter (where what = 'checkout') as checkouts,
    count(*) filter (where what = 'payment') as payments
  from happened
  where at <= $__timeTo()::timestamptz
  group by 1
), record as (
  select (select min(created_at) from search_events) - interval '1 minute' as first_search,
    (select min(created_at) from product_views) - interval '1 minute' as first_view,
    (select min(created_at) from checkouts) - interval '1 minute' as first_checkout,
    (select min(succeeded_at) from payments) - interval '1 minute' as first_payment
)
select time, case when time > first_search then coalesce(counted.searches, 0) end as searches,
  case when time > first_view then coalesce(counted.views, 0) end as "listings opened",
  case when time > first_checkout then coalesce(counted.checkouts, 0) end as checkouts,
  case when time > first_payment then coalesce(counted.payments, 0) end as payments
from minutes left join counted using (time) cross join record
order by time
