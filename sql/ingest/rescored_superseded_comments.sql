-- Gives each comment of superseded_feedback its sentiment by another function, whose texts were scored before.
update superseded_feedback
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
where t.text_hash = md5(left(superseded_feedback.comment, :max_characters))
