-- One row per text and function that was asked for its sentiment; two after runs that held the schema at once.
create table if not exists sentiment_cache (
  text_hash string not null, -- MD5 of the text as it was sent
  scored_by string not null, -- cortex, ai_sentiment
  sentiment double, -- in [-1, 1]; null for the answer unknown, and for a text that could not be scored
  is_failed boolean not null, -- whether it could not be scored
  cut_at bigint not null -- sentiment.max-characters when it was sent
)
