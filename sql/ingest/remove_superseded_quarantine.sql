-- Removes the bad rows of the files that the run takes back; they stand in superseded_quarantine.
delete from quarantine
where (feed, file_name, run_id) in (
  select
    file_type,
    file_name,
    run_id
  from superseded_files
  where superseded_by = :run_id
)
