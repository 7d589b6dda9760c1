-- One row per run and stage, the newest run first.
select
  run_id,
  started_at,
  command,
  status,
  run_seconds,
  error,
  stage,
  slices,
  rows_out,
  stage_seconds,
  not_done
from report_runs
order by started_at desc nulls last, run_id nulls last, stage nulls last
