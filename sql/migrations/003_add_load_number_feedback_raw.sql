-- Rows name the load they came with: the column of feedback_raw.
alter table feedback_raw add column if not exists load_number bigint
