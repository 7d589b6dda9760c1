-- One row per comment that a newer delivery or an undone load took out of feedback_raw, as it stood there.
create table if not exists superseded_feedback (
  chat_date date not null,
  comment string,
  customer_id string not null,
  feedback_id string not null,
  internal_id string,
  chat_time string, -- time of day as HH:mm:ss.SSS, in the time zone of the contract; null where the file has days only
  sentiment double, -- in [-1, 1]; null for a null or blank comment, and where the function has none
  scored_by string, -- cortex, ai_sentiment; null for a null or blank comment
  load_number bigint not null, -- of its file in superseded_files
  superseded_by string not null, -- run that took it out
  superseded_at timestamp not null
)
