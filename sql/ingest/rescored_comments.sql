-- Gives each comment of feedback_sentiment its sentiment by another function, whose texts were scored before.
update feedback_sentiment
set
  sentiment = t.sentiment,
  scored_by = t.scored_by
from (
  select
    text_hash,
    scored_by,
    min(sentiment) as sentiment
  from sentiment_cache
  where scored_by = :scored_by
  group by text_hash, scored_by
) t
where t.text_hash = md5(left(feedback_sentiment.comment, :max_characters))
