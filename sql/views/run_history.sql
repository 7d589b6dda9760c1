-- One row per command that was run, with the slices that it wrote and what its stages cost.
create or replace view run_history as
with costs as (
  select
    run_id,
    cast(sum(slices_written) as bigint) as slices_written,
    cast(sum(slices_not_written) as bigint) as slices_not_written,
    cast(sum(cast(cpu_seconds as decimal(38,9))) as double) as cpu_seconds,
    max(peak_heap_bytes) as peak_heap_bytes,
    cast(case when count(bytes_read) = count(*) then sum(bytes_read) end as bigint) as bytes_read,
    cast(case when count(bytes_written) = count(*) then sum(bytes_written) end as bigint) as bytes_written
  from stage_costs
  group by run_id
)

select
  r.started_at, -- UTC
  r.ended_at, -- UTC; null while it runs
  r.command, -- its name
  r.arguments, -- as given; secrets and persons are hidden
  r.status, -- RUNNING, DONE, REFUSED, FAILED, INTERRUPTED
  r.seconds, -- null while it runs
  coalesce(c.slices_written, 0) as slices_written, -- by all stages
  coalesce(c.slices_not_written, 0) as slices_not_written, -- refused, failed or interrupted
  c.cpu_seconds, -- of processors, in its stages; null where no stage had work
  c.peak_heap_bytes, -- the most that its Java heap held in a stage
  c.bytes_read, -- of files and of rows handed to Spark; null where nobody says how many
  c.bytes_written, -- of rows that Spark handed over, and of model files
  r.error, -- in one line; null unless it went wrong
  r.code_version, -- of the jobs
  r.config_hash, -- of the settings
  r.run_id -- key of the run
from pipeline_runs r
left join costs c
  on c.run_id = r.run_id
