-- One row: the overall sentiment of one short text, to check that this session may compute it.
select
  case cast(get_path(ai_sentiment('The delivery was late.'), 'categories[0].sentiment') as string)
    when 'positive' then 1.0
    when 'neutral' then 0.0
    when 'mixed' then 0.0
    when 'unknown' then 0.0
    when 'negative' then -1.0
  end as sentiment
