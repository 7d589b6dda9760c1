-- One row per run and stage: what it cost. Slices that were written together share their costs, which count once.
create or replace view stage_costs as
with commits as (
  select
    run_id,
    stage,
    started_at,
    ended_at,
    count_if(status = 'DONE') as slices_written,
    count_if(status <> 'DONE') as slices_not_written,
    sum(rows_in) as rows_in,
    sum(rows_out) as rows_out,
    max(seconds) as seconds,
    max(cpu_seconds) as cpu_seconds,
    max(peak_heap_bytes) as peak_heap_bytes,
    max(statements) as statements,
    max(bytes_read) as bytes_read,
    max(bytes_written) as bytes_written
  from stage_runs
  group by run_id, stage, started_at, ended_at
)

select
  run_id, -- key of the run
  stage, -- ingest, features, label, train, score, monitor
  min(started_at) as started_at, -- UTC, of its first commit
  max(ended_at) as ended_at, -- UTC, of its last commit
  max(case when slices_written > 0 then ended_at end) as written_at, -- UTC, of the last commit that wrote something
  cast(sum(slices_written) as bigint) as slices_written, -- files, snapshots or model versions
  cast(sum(slices_not_written) as bigint) as slices_not_written, -- refused, failed or interrupted
  cast(sum(rows_in) as bigint) as rows_in, -- read; null where nothing was written
  cast(sum(rows_out) as bigint) as rows_out, -- written
  cast(sum(cast(seconds as decimal(38,9))) as double) as seconds, -- of time
  cast(sum(cast(cpu_seconds as decimal(38,9))) as double) as cpu_seconds, -- of processors, by this process; null for older releases
  max(peak_heap_bytes) as peak_heap_bytes, -- the most that its Java heap held; null for older releases
  cast(sum(statements) as bigint) as statements, -- sent to the warehouse, but those of Snowflake's connector; null for older releases
  cast(case when count(bytes_read) = count(*) then sum(bytes_read) end as bigint) as bytes_read, -- of files and of rows handed to Spark; null where nobody says how many
  cast(case when count(bytes_written) = count(*) then sum(bytes_written) end as bigint) as bytes_written -- of rows that Spark handed over, and of model files; null as bytes_read
from commits
group by run_id, stage
