-- One row per sale that has landed; to be read where all of them are new, each with a transaction of its own.
select
  customer_id,
  transaction_date,
  discount_applied,
  num_items,
  payment_method,
  total_amount,
  is_return
from landed_rows
where feed = 'sales'
