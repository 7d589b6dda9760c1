-- One row per customer and day of validity of the landed file, the first of its rows in the file, unless it equals the row that stands for that day.
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
),

standing_rows as (
  select
    customer_id,
    age,
    customer_segment,
    gender,
    location,
    signup_date,
    valid_from
  from customers
  where valid_from in (select valid_from from first_rows)
  qualify row_number() over (partition by customer_id, valid_from order by load_number desc nulls last) = 1
)

select
  f.customer_id,
  f.age,
  f.customer_segment,
  f.gender,
  f.location,
  f.signup_date,
  f.valid_from,
  :load_number as load_number
from first_rows f
left join standing_rows s
  on s.customer_id = f.customer_id
  and s.valid_from = f.valid_from
where s.customer_id is null
  or f.age is distinct from s.age
  or f.customer_segment is distinct from s.customer_segment
  or f.gender is distinct from s.gender
  or f.location is distinct from s.location
  or f.signup_date is distinct from s.signup_date
