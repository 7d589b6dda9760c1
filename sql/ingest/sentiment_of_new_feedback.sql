-- One row per comment of a load, with its sentiment; the texts were scored before.
with cut as (
  select cast(:max_characters as bigint) as characters
),

scored_texts as (
  select
    text_hash,
    min(sentiment) as sentiment
  from sentiment_cache
  where scored_by = :scored_by
  group by text_hash
)

select
  r.chat_date,
  r.comment,
  r.customer_id,
  r.feedback_id,
  r.internal_id,
  r.chat_time,
  t.sentiment,
  iff(t.text_hash is null, null, :scored_by) as scored_by
from feedback_raw r
cross join cut c
left join scored_texts t
  on t.text_hash = md5(left(r.comment, c.characters))
where r.load_number = :load_number
