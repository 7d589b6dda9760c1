-- Comments of a day are ordered by time: the column of feedback_raw.
alter table feedback_raw add column if not exists chat_time string
