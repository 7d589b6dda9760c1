-- One row per sale that has landed with the number of its load; to be read where all of them are new, each with a transaction of its own.
select
  transaction_id,
  customer_id,
  transaction_date,
  discount_applied,
  num_items,
  payment_method,
  total_amount,
  is_return,
  file_number + :loads_before as load_number
from landing_rows
where feed = 'sales'
  and outcome = 'GOOD'
