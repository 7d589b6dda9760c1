-- One row: the first and the last day of the landed file's comments in feedback_raw.
select
  min(r.chat_date) as first_day,
  max(r.chat_date) as last_day
from feedback_raw r
inner join landing_rows f
  on f.feedback_id = r.feedback_id
  and f.chat_date = r.chat_date
where f.file_number = :file_number
  and f.outcome = 'GOOD'
