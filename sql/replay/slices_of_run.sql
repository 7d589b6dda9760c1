-- One row per slice that a run wrote, in the order in which it did.
select
  stage,
  slice,
  stage_key
from stage_runs
where run_id = :run_id
  and status = 'DONE'
order by ended_at nulls last, started_at nulls last, stage nulls last, slice nulls last
