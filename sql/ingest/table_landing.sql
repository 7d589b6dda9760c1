-- One row per row of a feed's table that is loaded as one of the files, for landing_rows. Only good rows carry values; those that the contract leaves out, that SQL does not find good, and of erased customers count for nothing until they are accounted for.
with outcomes as (
  select
    l.*,
    case
      when l.is_dropped then 'DROPPED'
      when not l.is_good then 'IN_DOUBT'
      when e.customer_id is not null then 'ERASED'
      else 'GOOD'
    end as outcome
  from table_lines l
  left join erased_customers e
    on e.customer_id = l.customer_id
  where l.file_number is not null
    and not l.is_future
)

select
  file_number,
  file_name,
  :feed as feed,
  line_number,
  outcome,
  cast(iff(outcome = 'GOOD', 1, 0) as bigint) as record_count,
  cast(null as string) as rule,
  cast(null as string) as column_name,
  iff(outcome = 'GOOD', currency, null) as value,
  cast(null as date) as due_on,
  iff(outcome = 'ERASED', '', raw_row) as raw_row,
  iff(outcome = 'GOOD', transaction_id, null) as transaction_id,
  iff(outcome = 'GOOD', customer_id, null) as customer_id,
  iff(outcome in ('GOOD', 'ERASED'), transaction_date, null) as transaction_date,
  iff(outcome = 'GOOD', discount_applied, null) as discount_applied,
  iff(outcome = 'GOOD', num_items, null) as num_items,
  iff(outcome = 'GOOD', payment_method, null) as payment_method,
  iff(outcome = 'GOOD', total_amount, null) as total_amount,
  iff(outcome = 'GOOD', is_return, null) as is_return,
  iff(outcome = 'GOOD', age, null) as age,
  iff(outcome = 'GOOD', customer_segment, null) as customer_segment,
  iff(outcome = 'GOOD', gender, null) as gender,
  iff(outcome = 'GOOD', location, null) as location,
  iff(outcome = 'GOOD', signup_date, null) as signup_date,
  iff(outcome = 'GOOD', valid_from, null) as valid_from,
  iff(outcome in ('GOOD', 'ERASED'), chat_date, null) as chat_date,
  iff(outcome = 'GOOD', comment, null) as comment,
  iff(outcome = 'GOOD', feedback_id, null) as feedback_id,
  iff(outcome = 'GOOD', internal_id, null) as internal_id,
  iff(outcome = 'GOOD', chat_time, null) as chat_time
from outcomes
