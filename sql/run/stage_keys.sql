-- One row per stage and slice: the key that it was last written with.
select
  stage,
  slice,
  stage_key
from stage_runs
where status = 'DONE'
qualify row_number() over (partition by stage, slice order by ended_at desc nulls last, run_id desc nulls last) = 1
order by stage nulls last, slice nulls last
