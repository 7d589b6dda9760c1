-- One row per file that any run loaded.
select
  run_id,
  file_type,
  year,
  month,
  file_name,
  stage_name,
  content_hash
from files_ingested
order by ingested_at nulls last, file_type nulls last, file_name nulls last
