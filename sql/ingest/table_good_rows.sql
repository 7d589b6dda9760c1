-- One row per row of a feed's table that breaks no rule of the contract, for landing_rows.
select
  l.file_number,
  l.file_name,
  :feed as feed,
  l.line_number,
  'GOOD' as outcome,
  cast(1 as bigint) as record_count,
  cast(null as string) as rule,
  cast(null as string) as column_name,
  cast(null as string) as value,
  cast(null as date) as due_on,
  l.raw_row,
  l.transaction_id,
  l.customer_id,
  l.transaction_date,
  l.discount_applied,
  l.num_items,
  l.payment_method,
  l.total_amount,
  l.is_return,
  l.age,
  l.customer_segment,
  l.gender,
  l.location,
  l.signup_date,
  l.valid_from,
  l.chat_date,
  l.comment,
  l.feedback_id,
  l.internal_id,
  l.chat_time
from table_lines l
left join erased_customers e
  on e.customer_id = l.customer_id
where l.file_number is not null
  and not l.is_future
  and not l.is_dropped
  and l.is_good
  and e.customer_id is null
