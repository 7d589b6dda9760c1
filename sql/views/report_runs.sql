-- One row per run and stage: slices, rows and seconds. Slices that were written together share their seconds, which count once.
create or replace view report_runs as
with work as (
  select
    run_id,
    stage,
    started_at,
    ended_at,
    max(seconds) as seconds,
    count(*) as slices,
    sum(rows_out) as rows_out,
    count_if(status <> 'DONE') as not_done
  from stage_runs
  group by run_id, stage, started_at, ended_at
)

select
  r.run_id,
  r.started_at,
  r.command,
  r.status, -- DONE, RUNNING, REFUSED, FAILED, INTERRUPTED
  r.seconds as run_seconds, -- null while it runs
  r.error,
  w.stage, -- null where the run wrote nothing
  cast(sum(w.slices) as bigint) as slices,
  cast(sum(w.rows_out) as bigint) as rows_out,
  cast(sum(cast(w.seconds as decimal(38,9))) as double) as stage_seconds,
  cast(sum(w.not_done) as bigint) as not_done
from pipeline_runs r
left join work w
  on w.run_id = r.run_id
group by r.run_id, r.started_at, r.command, r.status, r.seconds, r.error, w.stage
