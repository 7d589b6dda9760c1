-- One row per comment of the landed file that is not in feedback_raw: the first of its rows in the file.
with repeated_keys as (
  select
    feedback_id,
    min(line_number) as first_line
  from landing_rows
  where file_number = :file_number
    and outcome = 'GOOD'
  group by feedback_id
  having count(*) > 1
)
select
  f.chat_date,
  f.comment,
  f.customer_id,
  f.feedback_id,
  f.internal_id,
  f.chat_time,
  :load_number as load_number
from landing_rows f
left join repeated_keys k
  on k.feedback_id = f.feedback_id
left join feedback_raw r
  on r.feedback_id = f.feedback_id
where f.file_number = :file_number
  and f.outcome = 'GOOD'
  and (k.first_line is null or k.first_line = f.line_number)
  and r.feedback_id is null
