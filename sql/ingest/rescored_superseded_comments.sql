-- Gives each comment of superseded_feedback its sentiment by another function, whose texts were scored before.
update superseded_feedback
set
  sentiment = n.sentiment,
  scored_by = n.scored_by
from (
  select
    r.feedback_id,
    r.load_number,
    t.sentiment,
    t.scored_by
  from superseded_feedback r
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
where superseded_feedback.feedback_id = n.feedback_id
  and superseded_feedback.load_number = n.load_number
