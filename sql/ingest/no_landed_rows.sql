-- No row, with the columns that the evidence reads of landed rows: nothing has landed.
select
  cast(null as string) as feed,
  cast(null as bigint) as file_number,
  cast(null as string) as file_name,
  cast(null as bigint) as line_number,
  transaction_id,
  customer_id,
  transaction_date,
  discount_applied,
  num_items,
  payment_method,
  total_amount,
  is_return,
  cast(null as bigint) as age,
  cast(null as string) as customer_segment,
  cast(null as string) as gender,
  cast(null as string) as location,
  cast(null as date) as chat_date,
  cast(null as string) as comment,
  cast(null as string) as feedback_id
from sales
where false
