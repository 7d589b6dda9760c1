-- One row per comment that is loaded or has landed, of all months or of those of which some have landed.
select chat_date, comment
from feedback_raw
where :all_months
  or date_trunc('month', chat_date) in (select month from landed_months)
union all
select l.chat_date, l.comment
from landed_rows l
left join feedback_raw f
  on f.feedback_id = l.feedback_id
where l.feed = 'feedback' and f.feedback_id is null
