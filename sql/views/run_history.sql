-- One row per command that was run, with the slices that it wrote.
create or replace view run_history as
with slices as (
  select
    run_id,
    count_if(status = 'DONE') as slices_written,
    count_if(status <> 'DONE') as slices_not_written
  from stage_runs
  group by run_id
)

select
  r.started_at, -- UTC
  r.ended_at, -- UTC; null while it runs
  r.command, -- its name
  r.arguments, -- as given; secrets and persons are hidden
  r.status, -- RUNNING, DONE, REFUSED, FAILED, INTERRUPTED
  r.seconds, -- null while it runs
  coalesce(s.slices_written, 0) as slices_written, -- by all stages
  coalesce(s.slices_not_written, 0) as slices_not_written, -- refused, failed or interrupted
  r.error, -- in one line; null unless it went wrong
  r.code_version, -- of the jobs
  r.config_hash, -- of the settings
  r.run_id -- key of the run
from pipeline_runs r
left join slices s
  on s.run_id = r.run_id
