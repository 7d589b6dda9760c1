-- One row per good row of a sales load that was taken back, or is of a table, for landing_rows.
with rows_of_any_load as (
  select
    :sales_values,
    r.load_number
  from sales r
  union all
  select
    :sales_values,
    r.load_number
  from superseded_sales r
),

own_rows as (
  select
    :sales_values
  from rows_of_any_load r
  where r.load_number = :load_number
),

duplicates as (
  select
    :sales_values
  from rows_of_any_load r
  inner join duplicate_rows d
    on d.row_key = r.transaction_id
    and d.equals_load = r.load_number
  where d.feed = 'sales'
    and d.load_number = :load_number
    and d.handed_by is null
),

held_rows as (
  select
    :sales_values
  from own_rows r
  union all
  select
    :sales_values
  from duplicates r
)

select
  :sales_values,
  cast(row_number() over (order by r.transaction_id nulls last) as bigint) as line_number
from held_rows r
