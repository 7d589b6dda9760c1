-- One row per slice that a stage wrote or failed to write, with the command.
create or replace view pipeline_execution_logs as
select
  s.run_id,
  r.command,
  r.arguments,
  s.stage,
  s.slice,
  s.status,
  s.started_at,
  s.ended_at,
  s.seconds,
  s.cpu_seconds,
  s.peak_heap_bytes,
  s.bytes_read,
  s.bytes_written,
  s.rows_in,
  s.rows_out,
  s.error,
  r.status as run_status,
  r.code_version,
  r.config_hash
from stage_runs s
inner join pipeline_runs r
  on r.run_id = s.run_id
