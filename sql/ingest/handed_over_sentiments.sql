-- One row per comment that the run has handed over to another file, with its sentiment.
select
  :feedback_raw_values,
  r.sentiment,
  r.scored_by
from duplicate_rows d
inner join superseded_feedback r
  on r.feedback_id = d.row_key
  and r.load_number = d.equals_load
where d.feed = 'feedback'
  and d.handed_by = :run_id
