-- One row per transaction of the landed file that is not in sales: the first of its rows in the file.
with first_rows as (
  select
    transaction_id,
    customer_id,
    transaction_date,
    discount_applied,
    num_items,
    payment_method,
    total_amount,
    is_return
  from landing_rows
  where file_number = :file_number
    and outcome = 'GOOD'
  qualify row_number() over (partition by transaction_id order by line_number nulls last) = 1
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
from first_rows f
left join sales s
  on s.transaction_id = f.transaction_id
where s.transaction_id is null
