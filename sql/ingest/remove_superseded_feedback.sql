-- Removes the comments of the loads that the run takes back; they stand in superseded_feedback.
delete from feedback_raw
where load_number in (
  select load_number
  from superseded_files
  where superseded_by = :run_id
    and file_type = 'feedback'
)
