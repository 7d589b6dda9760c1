-- One row per file of sales that has landed, and one of number 0 for sales, by the first of their keys: the rows, and whether all keys lie behind those of the row before. Only good rows count, and none stands for no rows.
with key_ranges as (
  select
    cast(0 as bigint) as file_number,
    count(*) as row_count,
    min(transaction_id) as first_key,
    max(transaction_id) as last_key
  from sales
  union all
  select
    file_number,
    count(*) as row_count,
    min(transaction_id) as first_key,
    max(transaction_id) as last_key
  from landing_rows
  where feed = 'sales'
    and outcome = 'GOOD'
  group by file_number
)

select
  file_number,
  cast(row_count as bigint) as row_count,
  nvl(first_key > lag(last_key) over (order by first_key nulls last, file_number nulls last), true) as is_apart
from key_ranges
where row_count > 0
order by first_key nulls last, file_number nulls last
