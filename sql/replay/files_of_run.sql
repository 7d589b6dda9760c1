-- One row per file that a run loaded.
select
  file_type,
  year,
  month,
  file_name,
  stage_name,
  content_hash
from files_ingested
where run_id = :run_id
order by ingested_at nulls last, file_type nulls last, file_name nulls last
