-- Deletes the comments of a day and later ones.
delete from feedback_sentiment
where chat_date >= :snapshot_date
