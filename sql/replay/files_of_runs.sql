-- One row per file that any run loaded, in order of loading.
select
  run_id,
  file_type,
  year,
  month,
  file_name,
  stage_name,
  content_hash,
  zeroifnull(load_number) as load_number,
  contract_version,
  released_from is not null as is_release,
  cast(null as string) as superseded_by
from files_ingested
union all
select
  run_id,
  file_type,
  year,
  month,
  file_name,
  stage_name,
  content_hash,
  load_number,
  contract_version,
  released_from is not null as is_release,
  superseded_by
from superseded_files
order by load_number nulls last, file_type nulls last, file_name nulls last
