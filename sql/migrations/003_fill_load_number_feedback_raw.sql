-- Rows name the load they came with: that of the only file with rows around their day.
update feedback_raw
set load_number = n.load_number
from (
  select
    d.chat_date,
    min(f.load_number) as load_number
  from (select distinct chat_date from feedback_raw) d
  inner join files_ingested f
    on d.chat_date between f.first_day and f.last_day
  where f.file_type = 'feedback'
  group by d.chat_date
  having count(*) = 1
) n
where n.chat_date = feedback_raw.chat_date
