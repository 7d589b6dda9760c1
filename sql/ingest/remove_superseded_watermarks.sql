-- Removes the declared days that fall with the files that the run takes back; they stand in superseded_watermarks.
delete from declared_watermarks
where (loaded_to, run_id) in (
  select
    loaded_to,
    run_id
  from superseded_watermarks
  where superseded_by = :run_id
)
