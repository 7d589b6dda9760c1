-- One row: how many rows of the landed file with an unknown key lie on days that other files brought, and how many equal a row of theirs in all but the key.
with other_rows as (
  select transaction_id, customer_id, transaction_date, total_amount
  from sales
  union all
  select transaction_id, customer_id, transaction_date, total_amount
  from landing_rows
  where feed = 'sales'
    and file_number < :file_number
    and outcome = 'GOOD'
),

rows_with_unknown_key as (
  select r.customer_id, r.transaction_date, r.total_amount
  from landing_rows r
  left join other_rows o
    on o.transaction_id = r.transaction_id
  where r.file_number = :file_number
    and r.outcome = 'GOOD'
    and o.transaction_id is null
),

new_rows as (
  select customer_id, transaction_date, total_amount, count(*) as row_count
  from rows_with_unknown_key
  where transaction_date in (select transaction_date from other_rows)
  group by customer_id, transaction_date, total_amount
),

known_rows as (
  select customer_id, transaction_date, total_amount, count(*) as row_count
  from other_rows
  where transaction_date in (select transaction_date from rows_with_unknown_key)
  group by customer_id, transaction_date, total_amount
)

select
  cast(coalesce(sum(n.row_count), 0) as bigint) as rows_on_known_days,
  cast(coalesce(sum(iff(k.row_count < n.row_count, k.row_count, iff(k.row_count is null, 0, n.row_count))), 0) as bigint) as equal_rows,
  min(iff(k.row_count is null, null, n.transaction_date)) as first_day,
  max(iff(k.row_count is null, null, n.transaction_date)) as last_day
from new_rows n
left join known_rows k
  on k.customer_id = n.customer_id
  and k.transaction_date = n.transaction_date
  and k.total_amount is not distinct from n.total_amount
