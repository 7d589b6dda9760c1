-- One row per comment of the landed file that is not in feedback_raw: the first of its rows in the file.
with first_rows as (
  select
    chat_date,
    comment,
    customer_id,
    feedback_id,
    internal_id,
    chat_time
  from landing_rows
  where file_number = :file_number
    and outcome = 'GOOD'
  qualify row_number() over (partition by feedback_id order by line_number nulls last) = 1
)
select
  f.chat_date,
  f.comment,
  f.customer_id,
  f.feedback_id,
  f.internal_id,
  f.chat_time,
  :load_number as load_number
from first_rows f
left join feedback_raw r
  on r.feedback_id = f.feedback_id
where r.feedback_id is null
