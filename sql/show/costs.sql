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

counted_costs as (
  select *
  from stage_costs
  where run_id in (
    select run_id
    from counted_runs
  )
),

stages as (
  select
    stage as stage_or_all,
    0 as place,
    *
  from counted_costs
  union all
  select
    'all' as stage_or_all,
    1 as place,
    *
  from counted_costs
)

select
  cast(stage_or_all as string) as stage,
  cast(count(distinct run_id) as bigint) as runs,
  cast(min(started_at) as timestamp) as started_at,
  cast(max(ended_at) as timestamp) as ended_at,
  cast(sum(slices_written) as bigint) as slices_written,
  cast(sum(cast(seconds as decimal(38,9))) as double) as seconds,
  cast(sum(cast(cpu_seconds as decimal(38,9))) as double) as cpu_seconds,
  cast(max(peak_heap_bytes) as bigint) as peak_heap_bytes,
  cast(sum(rows_in) as bigint) as rows_in,
  cast(sum(rows_out) as bigint) as rows_out,
  cast(sum(statements) as bigint) as statements,
  cast(case when count(bytes_read) = count(*) then sum(bytes_read) end as bigint) as bytes_read,
  cast(case when count(bytes_written) = count(*) then sum(bytes_written) end as bigint) as bytes_written
from stages
group by stage_or_all, place
order by place nulls last, seconds desc nulls last, stage nulls last
