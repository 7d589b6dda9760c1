-- One row per run and stage, the newest run first: what it wrote and what it cost.
select
  r.run_id,
  r.started_at,
  r.command,
  r.status,
  r.seconds as run_seconds,
  s.stage,
  s.slices_written + s.slices_not_written as slices,
  s.rows_out,
  s.seconds as stage_seconds,
  s.cpu_seconds,
  s.peak_heap_bytes,
  s.bytes_read,
  s.bytes_written
from run_history r
left join stage_costs s
  on s.run_id = r.run_id
order by r.started_at desc nulls last, r.run_id nulls last, s.stage nulls last
