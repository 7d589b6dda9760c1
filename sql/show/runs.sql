-- One row per command that was run, of the newest :up_to.
select
  cast(started_at as timestamp) as started_at,
  cast(ended_at as timestamp) as ended_at,
  cast(command as string) as command,
  cast(arguments as string) as arguments,
  cast(status as string) as status,
  cast(seconds as double) as seconds,
  cast(slices_written as bigint) as slices_written,
  cast(slices_not_written as bigint) as slices_not_written,
  cast(cpu_seconds as double) as cpu_seconds,
  cast(peak_heap_bytes as bigint) as peak_heap_bytes,
  cast(bytes_read as bigint) as bytes_read,
  cast(bytes_written as bigint) as bytes_written,
  cast(error as string) as error,
  cast(code_version as string) as code_version,
  cast(run_id as string) as run_id,
  row_number() over (order by started_at desc nulls last, run_id desc nulls last) as newest_first
from run_history
qualify newest_first <= :up_to
order by newest_first desc nulls last
