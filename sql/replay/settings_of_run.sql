-- One row per setting of a run.
select
  setting,
  value
from run_settings
where run_id = :run_id
order by setting nulls last
