-- One row per sale on or after :day, the first five by day: those that have landed with their file and line, those that were loaded before without.
with rows_behind as (
  select transaction_date, transaction_id, file_name, line_number
  from landed_rows
  where feed = 'sales' and transaction_date >= :day
  union all
  select transaction_date, transaction_id, cast(null as string) as file_name, cast(null as bigint) as line_number
  from sales
  where transaction_date >= :day
)

select
  cast(transaction_date as date) as transaction_date,
  cast(transaction_id as string) as transaction_id,
  cast(file_name as string) as file_name,
  cast(line_number as bigint) as line_number,
  cast(count(*) over () as bigint) as row_count
from rows_behind
order by transaction_date nulls last, file_name nulls last, line_number nulls last, transaction_id nulls last
limit 5
