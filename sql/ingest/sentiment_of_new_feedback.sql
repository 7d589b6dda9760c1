-- One row per comment of a load, with its sentiment; the texts were scored before.
with texts_of_load as (
  select distinct md5(left(comment, :max_characters)) as text_hash
  from feedback_raw
  where load_number = :load_number
),

scored_texts as (
  select
    s.text_hash,
    min(s.sentiment) as sentiment
  from sentiment_cache s
  inner join texts_of_load l
    on l.text_hash = s.text_hash
  where s.scored_by = :scored_by
  group by s.text_hash
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
left join scored_texts t
  on t.text_hash = md5(left(r.comment, :max_characters))
where r.load_number = :load_number
