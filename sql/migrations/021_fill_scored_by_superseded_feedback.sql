-- Scores of earlier releases are of the only function that they knew: those of superseded_feedback.
update superseded_feedback
set scored_by = 'cortex'
where sentiment is not null
  and scored_by is null
