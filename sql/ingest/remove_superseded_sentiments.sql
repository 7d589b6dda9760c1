-- Removes the sentiments of the comments that the run takes back; they stand in superseded_feedback.
delete from feedback_sentiment
where feedback_id in (
  select feedback_id
  from superseded_feedback
  where superseded_by = :run_id
)
