-- One row per run, stage, subject and check, with the time and the command of the run.
create or replace view data_quality_metrics as
select
  r.started_at as run_started_at,
  r.command,
  q.stage,
  q.subject,
  q.check_name,
  q.value,
  q.threshold,
  q.verdict,
  q.run_id
from data_quality q
inner join pipeline_runs r
  on r.run_id = q.run_id
