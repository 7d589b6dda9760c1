-- One row per setting of any run.
select
  run_id,
  setting,
  value
from run_settings
order by run_id nulls last, setting nulls last
