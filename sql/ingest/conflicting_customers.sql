-- One row per good row of the landed file whose customer is in customers with other values.
select
  f.feed,
  f.file_name,
  f.line_number,
  'conflicting_duplicate' as rule,
  'customer_id' as column_name,
  f.customer_id as value,
  f.raw_row,
  :contract_version as contract_version,
  :run_id as run_id
from landing_rows f
inner join customers c
  on c.customer_id = f.customer_id
where f.file_number = :file_number
  and f.outcome = 'GOOD'
  and (
    f.age is distinct from c.age
    or f.customer_segment is distinct from c.customer_segment
    or f.gender is distinct from c.gender
    or f.location is distinct from c.location
    or f.signup_date is distinct from c.signup_date
  )
