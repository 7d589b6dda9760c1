-- One row per comment that is loaded or has landed.
select chat_date, comment
from feedback_raw
union all
select l.chat_date, l.comment
from landed_rows l
left join feedback_raw f
  on f.feedback_id = l.feedback_id
where l.feed = 'feedback' and f.feedback_id is null
