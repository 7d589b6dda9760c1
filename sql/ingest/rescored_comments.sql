-- Gives each comment of feedback_sentiment its sentiment by another function, whose texts were scored before.
update feedback_sentiment
set
  sentiment = n.sentiment,
  scored_by = n.scored_by
from (
  select
    r.feedback_id,
    t.sentiment,
    t.scored_by
  from feedback_sentiment r
  inner join (
    select
      text_hash,
      scored_by,
      min(sentiment) as sentiment
    from sentiment_cache
    where scored_by = :scored_by
    group by text_hash, scored_by
  ) t
    on t.text_hash = md5(left(r.comment, cast(:max_characters as bigint)))
) n
where feedback_sentiment.feedback_id = n.feedback_id
