-- One row per good row that has landed.
select
  feed,
  file_number,
  file_name,
  line_number,
  transaction_id,
  customer_id,
  transaction_date,
  discount_applied,
  num_items,
  payment_method,
  total_amount,
  is_return,
  age,
  customer_segment,
  gender,
  location,
  chat_date,
  comment,
  feedback_id
from landing_rows
where outcome = 'GOOD'
