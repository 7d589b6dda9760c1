-- One row per good row of the landed file whose transaction is in sales with other values, the first three by line: the stored and the new values.
select
  f.transaction_id as row_key,
  s.load_number,
  s.customer_id as stored_customer_id,
  f.customer_id as new_customer_id,
  s.transaction_date as stored_transaction_date,
  f.transaction_date as new_transaction_date,
  s.discount_applied as stored_discount_applied,
  f.discount_applied as new_discount_applied,
  s.num_items as stored_num_items,
  f.num_items as new_num_items,
  s.payment_method as stored_payment_method,
  f.payment_method as new_payment_method,
  s.total_amount as stored_total_amount,
  f.total_amount as new_total_amount,
  s.is_return as stored_is_return,
  f.is_return as new_is_return
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
qualify row_number() over (order by f.line_number nulls last) <= 3
order by f.line_number nulls last
