-- One row per run that wrote a slice or decided on a model, oldest first.
with runs_that_wrote as (
  select run_id
  from stage_runs
  where status = 'DONE'
  union
  select run_id
  from model_decisions
)
select
  r.run_id,
  r.command,
  r.arguments,
  r.code_version,
  r.started_at
from pipeline_runs r
inner join runs_that_wrote w
  on w.run_id = r.run_id
order by r.started_at nulls last, r.run_id nulls last
