-- Payments that succeeded in the range, by method, the most used first.
-- Reads: payments.
select method, count(*) as payments, round(100.0 * count(*) / sum(count(*)) over (), 1) as "%"
from payments
where $__timeFilter(succeeded_at)
group by method
order by payments desc, method
