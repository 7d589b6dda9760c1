-- One row per slice of a run, and one without slice for the run itself: when it was written last.
select
  stage,
  slice,
  max(ended_at) as written_at
from stage_runs
where run_id = :run_id
  and status = 'DONE'
  and stage_key <> 'taken back'
group by stage, slice
union all
select
  null as stage,
  null as slice,
  nvl(ended_at, started_at) as written_at
from pipeline_runs
where run_id = :run_id
order by written_at nulls last, stage nulls last, slice nulls last
