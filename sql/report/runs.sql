-- One row per run and stage, the newest run first. Slices that were written together share their seconds, which count once.
with work as (
  select
    run_id,
    stage,
    started_at,
    ended_at,
    max(seconds) as seconds,
    count(*) as slices,
    sum(rows_out) as rows_out
  from pipeline_execution_logs
  group by run_id, stage, started_at, ended_at
),

stages as (
  select
    run_id,
    stage,
    sum(cast(seconds as decimal(38,9))) as seconds,
    sum(slices) as slices,
    sum(rows_out) as rows_out
  from work
  group by run_id, stage
)

select
  r.run_id,
  r.started_at,
  r.command,
  r.status,
  r.seconds as run_seconds,
  s.stage,
  cast(s.slices as bigint) as slices,
  cast(s.rows_out as bigint) as rows_out,
  cast(s.seconds as double) as stage_seconds
from run_history r
left join stages s
  on s.run_id = r.run_id
order by r.started_at desc nulls last, r.run_id nulls last, s.stage nulls last
