-- One row per stage and slice that stands: the key that it was last written with.
with newest_writes as (
  select
    stage,
    slice,
    stage_key
  from stage_runs
  where status = 'DONE'
  qualify row_number() over (partition by stage, slice order by ended_at desc nulls last, run_id desc nulls last) = 1
)

select
  stage,
  slice,
  stage_key
from newest_writes
where stage_key <> 'taken back'
order by stage nulls last, slice nulls last
