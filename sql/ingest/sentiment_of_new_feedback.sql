-- One row per comment of the landed file that has no sentiment yet; each distinct text is scored once.
with new_feedback as (
  select
    r.chat_date,
    r.comment,
    r.customer_id,
    r.feedback_id,
    r.internal_id
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
  where trim(comment, ' ' || chr(9) || chr(10) || chr(13)) <> ''
),

scored_texts as (
  select
    comment,
    cast(snowflake.cortex.sentiment(comment) as double) as sentiment
  from distinct_texts
)

select
  n.chat_date,
  n.comment,
  n.customer_id,
  n.feedback_id,
  n.internal_id,
  t.sentiment
from new_feedback n
left join scored_texts t
  on t.comment = n.comment
