-- One row: how many rows of the landed file with an unknown key lie on days that other files brought, and how many equal a row of theirs in all but the key.
with other_rows as (
  select feedback_id, customer_id, chat_date, comment
  from feedback_raw
  union all
  select feedback_id, customer_id, chat_date, comment
  from landing_rows
  where feed = 'feedback'
    and file_number < :file_number
    and outcome = 'GOOD'
),

rows_with_unknown_key as (
  select r.customer_id, r.chat_date, r.comment
  from landing_rows r
  left join other_rows o
    on o.feedback_id = r.feedback_id
  where r.file_number = :file_number
    and r.outcome = 'GOOD'
    and o.feedback_id is null
),

new_rows as (
  select customer_id, chat_date, comment, count(*) as row_count
  from rows_with_unknown_key
  where chat_date in (select chat_date from other_rows)
  group by customer_id, chat_date, comment
),

known_rows as (
  select customer_id, chat_date, comment, count(*) as row_count
  from other_rows
  where chat_date in (select chat_date from rows_with_unknown_key)
  group by customer_id, chat_date, comment
)

select
  cast(coalesce(sum(n.row_count), 0) as bigint) as rows_on_known_days,
  cast(coalesce(sum(iff(k.row_count < n.row_count, k.row_count, iff(k.row_count is null, 0, n.row_count))), 0) as bigint) as equal_rows,
  min(iff(k.row_count is null, null, n.chat_date)) as first_day,
  max(iff(k.row_count is null, null, n.chat_date)) as last_day
from new_rows n
left join known_rows k
  on k.customer_id = n.customer_id
  and k.chat_date = n.chat_date
  and k.comment is not distinct from n.comment
