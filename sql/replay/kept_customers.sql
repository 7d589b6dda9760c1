-- One row per good row of a customers load that was taken back, or is of a table, for landing_rows.
with rows_of_any_load as (
  select
    :customers_values,
    r.load_number
  from customers r
  union all
  select
    :customers_values,
    r.load_number
  from superseded_customers r
),

own_rows as (
  select
    :customers_values
  from rows_of_any_load r
  where r.load_number = :load_number
),

duplicates as (
  select
    :customers_values
  from rows_of_any_load r
  inner join duplicate_rows d
    on d.row_key = r.customer_id || ' ' || cast(r.valid_from as string)
    and d.equals_load = r.load_number
  where d.feed = 'customers'
    and d.load_number = :load_number
    and d.handed_by is null
),

held_rows as (
  select
    :customers_values
  from own_rows r
  union all
  select
    :customers_values
  from duplicates r
)

select
  :customers_values,
  cast(row_number() over (order by r.customer_id nulls last, r.valid_from nulls last) as bigint) as line_number
from held_rows r
