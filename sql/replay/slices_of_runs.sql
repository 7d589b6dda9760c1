-- One row per slice that any run wrote, in order of writing.
select
  run_id,
  stage,
  slice,
  stage_key
from stage_runs
where status = 'DONE'
order by ended_at nulls last, started_at nulls last, stage nulls last, slice nulls last
