-- Adds one purchase on a day for each customer with a sale.
insert into sales (transaction_id, customer_id, transaction_date, total_amount, is_return)
select
  'leakcheck ' || customer_id,
  customer_id,
  :snapshot_date,
  1000000,
  false
from sales
group by customer_id
