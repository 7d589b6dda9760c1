-- Adds one purchase on a day for each customer who has bought.
insert into sales (transaction_id, customer_id, transaction_date, total_amount)
select
  'leakcheck ' || customer_id,
  customer_id,
  :snapshot_date,
  1000000
from sales
group by customer_id
