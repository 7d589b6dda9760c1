-- Gives the comments of a day and later ones the worst sentiment.
update feedback_sentiment
set sentiment = -1
where chat_date >= :snapshot_date
