-- One row: the run.
select
  run_id,
  command,
  arguments,
  config_hash,
  code_version,
  started_at
from pipeline_runs
where run_id = :run_id
