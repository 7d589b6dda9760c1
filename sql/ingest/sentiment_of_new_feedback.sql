-- One row per comment of the landed file that has no sentiment yet; a text is scored once, even if later files repeat it or its file was taken back.
with new_feedback as (
  select
    r.chat_date,
    r.comment,
    r.customer_id,
    r.feedback_id,
    r.internal_id,
    r.chat_time
  from feedback_raw r
  left join feedback_sentiment s
    on s.feedback_id = r.feedback_id
  where s.feedback_id is null
    and r.feedback_id in (
      select feedback_id
      from landing_rows
      where file_number = :file_number
        and outcome = 'GOOD'
    )
),

distinct_texts as (
  select distinct comment
  from new_feedback
  where trim(comment, ' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(8203) || chr(65279)) <> ''
),

known_scores as (
  select
    comment,
    sentiment
  from feedback_sentiment
  union all
  select
    comment,
    sentiment
  from superseded_feedback
),

texts_scored_before as (
  select
    s.comment,
    min(s.sentiment) as sentiment
  from known_scores s
  inner join distinct_texts d
    on d.comment = s.comment
  where s.sentiment is not null
  group by s.comment
),

texts_never_scored as (
  select d.comment
  from distinct_texts d
  left join texts_scored_before b
    on b.comment = d.comment
  where b.comment is null
),

texts_scored_now as (
  select
    comment,
    cast(snowflake.cortex.sentiment(comment) as double) as sentiment
  from texts_never_scored
),

scored_texts as (
  select
    comment,
    sentiment
  from texts_scored_before
  union all
  select
    comment,
    sentiment
  from texts_scored_now
)

select
  n.chat_date,
  n.comment,
  n.customer_id,
  n.feedback_id,
  n.internal_id,
  n.chat_time,
  t.sentiment
from new_feedback n
left join scored_texts t
  on t.comment = n.comment
