-- One row: how many slices a run has written.
select cast(count(*) as bigint) as slices
from stage_runs
where run_id = :run_id
  and status = 'DONE'
