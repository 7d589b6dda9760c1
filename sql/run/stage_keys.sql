-- One row per slice of a stage: the key that it was last written with.
select
  slice,
  stage_key
from stage_runs
where stage = :stage
  and status = 'DONE'
qualify row_number() over (partition by slice order by ended_at desc nulls last, run_id desc nulls last) = 1
order by slice nulls last
