-- One row per stage: when it last wrote something, what its newest run cost, and what all runs cost together.
with runs as (
  select
    stage,
    written_at,
    seconds,
    cpu_seconds,
    peak_heap_bytes,
    rows_in,
    rows_out,
    bytes_read,
    bytes_written,
    row_number() over (
      partition by stage
      order by ended_at desc nulls last, run_id desc nulls last
    ) as newest_first
  from stage_costs
)

select
  stage,
  max(written_at) as written_at,
  max(case when newest_first = 1 then seconds end) as seconds,
  max(case when newest_first = 1 then cpu_seconds end) as cpu_seconds,
  max(case when newest_first = 1 then peak_heap_bytes end) as peak_heap_bytes,
  max(case when newest_first = 1 then rows_in end) as rows_in,
  max(case when newest_first = 1 then rows_out end) as rows_out,
  max(case when newest_first = 1 then bytes_read end) as bytes_read,
  max(case when newest_first = 1 then bytes_written end) as bytes_written,
  cast(sum(cast(seconds as decimal(38,9))) as double) as seconds_of_all,
  cast(sum(cast(cpu_seconds as decimal(38,9))) as double) as cpu_seconds_of_all,
  cast(coalesce(sum(rows_out), 0) as bigint) as rows_out_of_all
from runs
group by stage
order by stage nulls last
