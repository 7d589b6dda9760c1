-- Scores name their function: the column of feedback_sentiment.
alter table feedback_sentiment add column if not exists scored_by string
