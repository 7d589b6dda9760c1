-- Removes the files that the run takes back; they stand in superseded_files.
delete from files_ingested
where load_number in (
  select load_number
  from superseded_files
  where superseded_by = :run_id
)
