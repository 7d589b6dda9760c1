-- Scores of earlier releases are of the only function that they knew: those of feedback_sentiment.
update feedback_sentiment
set scored_by = 'cortex'
where sentiment is not null
  and scored_by is null
