-- One row per bad row of a file that the run takes back and reason.
select
  :quarantine_values,
  cast(null as string) as judged_row,
  f.load_number,
  f.superseded_by,
  f.superseded_at
from quarantine r
inner join superseded_files f
  on f.file_type = r.feed
  and f.file_name = r.file_name
  and f.run_id = r.run_id
where f.superseded_by = :run_id
