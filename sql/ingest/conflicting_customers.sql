-- One row per good row of the landed file that differs from the file's first row of its customer and day of validity.
with first_rows as (
  select
    customer_id,
    age,
    customer_segment,
    gender,
    location,
    signup_date,
    valid_from
  from landing_rows
  where file_number = :file_number
    and outcome = 'GOOD'
  qualify row_number() over (partition by customer_id, valid_from order by line_number nulls last) = 1
)

select
  f.feed,
  f.file_name,
  f.line_number,
  'conflicting_duplicate' as rule,
  'customer_id' as column_name,
  f.customer_id as value,
  cast(null as date) as due_on,
  f.raw_row,
  :contract_version as contract_version,
  :run_id as run_id
from landing_rows f
inner join first_rows c
  on c.customer_id = f.customer_id
  and c.valid_from = f.valid_from
where f.file_number = :file_number
  and f.outcome = 'GOOD'
  and (
    f.age is distinct from c.age
    or f.customer_segment is distinct from c.customer_segment
    or f.gender is distinct from c.gender
    or f.location is distinct from c.location
    or f.signup_date is distinct from c.signup_date
  )
