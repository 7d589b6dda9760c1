-- One row per good row of the landed file whose transaction is in sales with other values.
select
  f.feed,
  f.file_name,
  f.line_number,
  'conflicting_duplicate' as rule,
  'transaction_id' as column_name,
  f.transaction_id as value,
  cast(null as date) as due_on,
  f.raw_row,
  :contract_version as contract_version,
  :run_id as run_id
from landing_rows f
inner join sales s
  on s.transaction_id = f.transaction_id
where f.file_number = :file_number
  and f.outcome = 'GOOD'
  and (
    f.customer_id is distinct from s.customer_id
    or f.transaction_date is distinct from s.transaction_date
    or f.discount_applied is distinct from s.discount_applied
    or f.num_items is distinct from s.num_items
    or f.payment_method is distinct from s.payment_method
    or f.total_amount is distinct from s.total_amount
    or f.is_return is distinct from s.is_return
  )
