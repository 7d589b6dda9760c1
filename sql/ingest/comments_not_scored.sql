-- One row: the standing comments, and those of them that their function could not score.
with cut as (
  select cast(:max_characters as bigint) as characters
),

failed_texts as (
  select distinct text_hash
  from sentiment_cache
  where scored_by = :scored_by
    and is_failed
)

select
  count(*) as comments,
  count(f.text_hash) as comments_not_scored
from feedback_sentiment s
cross join cut c
left join failed_texts f
  on f.text_hash = md5(left(s.comment, c.characters))
