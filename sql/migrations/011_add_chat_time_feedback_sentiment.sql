-- Comments of a day are ordered by time: the column of feedback_sentiment.
alter table feedback_sentiment add column if not exists chat_time string
