-- One row per stage: what all recorded runs of it cost together, the most processor time first.
select
  stage,
  count(*) as runs,
  cast(sum(slices_written) as bigint) as slices_written,
  cast(sum(rows_in) as bigint) as rows_in,
  cast(sum(rows_out) as bigint) as rows_out,
  cast(sum(cast(seconds as decimal(38,9))) as double) as seconds,
  cast(sum(cast(cpu_seconds as decimal(38,9))) as double) as cpu_seconds,
  max(peak_heap_bytes) as peak_heap_bytes,
  cast(sum(bytes_read) as bigint) as bytes_read,
  cast(sum(bytes_written) as bigint) as bytes_written,
  count(bytes_read) as runs_with_bytes
from stage_costs
group by stage
order by cpu_seconds desc nulls last, seconds desc nulls last, stage nulls last
