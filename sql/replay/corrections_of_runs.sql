-- One row per run that corrected loaded files.
select distinct
  run_id,
  kind
from load_corrections
order by run_id nulls last, kind nulls last
