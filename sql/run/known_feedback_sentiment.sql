-- One row per comment that the loads up to one had brought, with its sentiment.
select s.*
from feedback_sentiment s
inner join feedback_raw r
  on r.feedback_id = s.feedback_id
where zeroifnull(r.load_number) <= :last_load
