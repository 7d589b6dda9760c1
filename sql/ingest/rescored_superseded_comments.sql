-- Gives each comment of superseded_feedback its sentiment by another function, whose texts were scored before.
-- Texts are hashed below the join: in its condition DuckDB would hash each comment once for each text.
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
  from (
    select
      s.feedback_id,
      s.load_number,
      md5(left(s.comment, c.characters)) as text_hash
    from superseded_feedback s
    cross join (
      select cast(:max_characters as bigint) as characters
    ) c
  ) r
  inner join (
    select
      text_hash,
      scored_by,
      min(sentiment) as sentiment
    from sentiment_cache
    where scored_by = :scored_by
    group by text_hash, scored_by
  ) t
    on t.text_hash = r.text_hash
) n
where superseded_feedback.feedback_id = n.feedback_id
  and superseded_feedback.load_number = n.load_number
