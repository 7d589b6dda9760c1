-- One row per row of customers that stood after a load and a correction: brought by then, not taken back by then.
with moments as (
  select distinct superseded_at
  from superseded_files
),

corrections as (
  select
    superseded_at,
    row_number() over (order by superseded_at nulls last) as correction
  from moments
),

rows_of_any_time as (
  select
    :customers_values,
    r.load_number,
    cast(null as timestamp) as superseded_at
  from customers r
  union all
  select
    :customers_values,
    r.load_number,
    r.superseded_at
  from superseded_customers r
)

select
  :customers_values,
  r.load_number
from rows_of_any_time r
left join corrections c
  on c.superseded_at = r.superseded_at
where zeroifnull(r.load_number) <= :last_load
  and nvl(c.correction, :last_correction + 1) > :last_correction
