-- Comments of a day are ordered by time: the column of superseded_feedback.
alter table superseded_feedback add column if not exists chat_time string
