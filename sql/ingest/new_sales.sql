-- One row per transaction of the landed file that is not in sales: the first of its rows in the file.
with repeated_keys as (
  select
    transaction_id,
    min(line_number) as first_line
  from landing_rows
  where file_number = :file_number
    and outcome = 'GOOD'
  group by transaction_id
  having count(*) > 1
)
select
  f.transaction_id,
  f.customer_id,
  f.transaction_date,
  f.discount_applied,
  f.num_items,
  f.payment_method,
  f.total_amount,
  f.is_return,
  :load_number as load_number
from landing_rows f
left join repeated_keys k
  on k.transaction_id = f.transaction_id
left join sales s
  on s.transaction_id = f.transaction_id
where f.file_number = :file_number
  and f.outcome = 'GOOD'
  and (k.first_line is null or k.first_line = f.line_number)
  and s.transaction_id is null
