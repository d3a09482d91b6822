-- Mean of the orders paid in the range, in euros; null where none was.
-- Reads: orders.
select avg(total_cents) / 100.0 as "average order" from orders where $__timeFilter(paid_at)
