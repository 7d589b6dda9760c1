-- One row per customer of the landed file that is not in customers: the first of its rows in the file.
with first_rows as (
  select
    customer_id,
    age,
    customer_segment,
    gender,
    location,
    signup_date
  from landing_rows
  where file_number = :file_number
    and outcome = 'GOOD'
  qualify row_number() over (partition by customer_id order by line_number nulls last) = 1
)
select
  f.customer_id,
  f.age,
  f.customer_segment,
  f.gender,
  f.location,
  f.signup_date,
  :load_number as load_number
from first_rows f
left join customers c
  on c.customer_id = f.customer_id
where c.customer_id is null
