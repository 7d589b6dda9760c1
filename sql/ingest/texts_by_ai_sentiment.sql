-- One row per text among the first of unscored_texts that AI_SENTIMENT answers: its sentiment.
with next_texts as (
  select
    text,
    text_hash
  from unscored_texts
  qualify row_number() over (order by text_hash nulls last) <= :chunk_rows
),

-- Grouped by what is a text already, so that neither warehouse asks a second time for the condition.
answers as (
  select
    text_hash,
    min(cast(get_path(ai_sentiment(text), 'categories[0].sentiment') as string)) as answer
  from next_texts
  group by text_hash
)

select
  text_hash,
  'ai_sentiment' as scored_by,
  cast(case answer
    when 'positive' then 1
    when 'neutral' then 0
    when 'mixed' then 0
    when 'negative' then -1
  end as double) as sentiment,
  false as is_failed,
  cast(:max_characters as bigint) as cut_at
from answers
where answer is not null
