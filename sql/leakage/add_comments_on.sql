-- Adds one comment on a day for each customer who has bought, with the worst sentiment.
insert into feedback_sentiment (chat_date, customer_id, feedback_id, sentiment)
select
  :snapshot_date,
  customer_id,
  'leakcheck ' || customer_id,
  -1
from sales
group by customer_id
