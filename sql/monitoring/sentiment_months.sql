-- One row per month of comments that the features of a snapshot can see: how many have a sentiment, and how many of them the commonest one. None for predictions.
with sentiments as (
  select
    year(chat_date) * 100 + month(chat_date) as month,
    sentiment,
    count(*) as comments
  from feedback_sentiment
  where :subject = 'feature'
    and chat_date >= cast(:snapshot_date as date) - interval '3 months'
    and chat_date < :snapshot_date
    and sentiment is not null
  group by year(chat_date) * 100 + month(chat_date), sentiment
)

select
  month,
  sum(comments) as comments,
  max(comments) as commonest
from sentiments
group by month
