-- One row per row of a feed's table that breaks no rule of the contract, for landing_rows.
select
  file_number,
  file_name,
  :feed as feed,
  line_number,
  'GOOD' as outcome,
  cast(1 as bigint) as record_count,
  cast(null as string) as rule,
  cast(null as string) as column_name,
  cast(null as string) as value,
  cast(null as date) as due_on,
  raw_row,
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
  signup_date,
  valid_from,
  chat_date,
  comment,
  feedback_id,
  internal_id,
  chat_time
from table_lines
where file_number is not null
  and not is_future
  and not is_dropped
  and is_good
