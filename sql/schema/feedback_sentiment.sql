-- One row per comment, with its sentiment.
create table if not exists feedback_sentiment (
  chat_date date not null,
  comment string,
  customer_id string not null,
  feedback_id string not null, -- unique
  internal_id string,
  chat_time string, -- time of day as HH:mm:ss.SSS, in the time zone of the contract; null where the file has days only
  sentiment double, -- in [-1, 1]; null for a null or blank comment, and where the function has none
  scored_by string -- cortex, ai_sentiment; null for a null or blank comment
)
