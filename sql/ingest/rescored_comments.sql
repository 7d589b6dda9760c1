-- Gives each comment of feedback_sentiment its sentiment by another function, whose texts were scored before.
-- Texts are hashed below the join: in its condition DuckDB would hash each comment once for each text.
update feedback_sentiment
set
  sentiment = n.sentiment,
  scored_by = n.scored_by
from (
  select
    r.feedback_id,
    t.sentiment,
    t.scored_by
  from (
    select
      s.feedback_id,
      md5(left(s.comment, c.characters)) as text_hash
    from feedback_sentiment s
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
where feedback_sentiment.feedback_id = n.feedback_id
