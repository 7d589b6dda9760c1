-- One row per stage: what it cost in the newest :up_to runs that had work to do, the slowest first, and all together.
with run_starts as (
  select
    run_id,
    min(started_at) as started_at
  from stage_costs
  group by run_id
),

counted_runs as (
  select run_id
  from run_starts
  qualify row_number() over (order by started_at desc nulls last, run_id desc nulls last) <= :up_to
),

summed_costs as (
  select
    c.stage,
    grouping(c.stage) as of_all_stages, -- 0 or 1
    count(distinct c.run_id) as runs,
    min(c.started_at) as started_at,
    max(c.ended_at) as ended_at,
    sum(c.slices_written) as slices_written,
    sum(cast(c.seconds as decimal(38,9))) as seconds,
    sum(cast(c.cpu_seconds as decimal(38,9))) as cpu_seconds,
    max(c.peak_heap_bytes) as peak_heap_bytes,
    sum(c.rows_in) as rows_in,
    sum(c.rows_out) as rows_out,
    sum(c.statements) as statements,
    case when count(c.bytes_read) = count(*) then sum(c.bytes_read) end as bytes_read,
    case when count(c.bytes_written) = count(*) then sum(c.bytes_written) end as bytes_written
  from stage_costs c
  inner join counted_runs r
    on r.run_id = c.run_id
  group by rollup (c.stage)
)

select
  cast(coalesce(stage, 'all') as string) as stage,
  cast(runs as bigint) as runs,
  cast(started_at as timestamp) as started_at,
  cast(ended_at as timestamp) as ended_at,
  cast(slices_written as bigint) as slices_written,
  cast(seconds as double) as seconds,
  cast(cpu_seconds as double) as cpu_seconds,
  cast(peak_heap_bytes as bigint) as peak_heap_bytes,
  cast(rows_in as bigint) as rows_in,
  cast(rows_out as bigint) as rows_out,
  cast(statements as bigint) as statements,
  cast(bytes_read as bigint) as bytes_read,
  cast(bytes_written as bigint) as bytes_written
from summed_costs
where runs > 0
order by of_all_stages nulls last, seconds desc nulls last, stage nulls last
