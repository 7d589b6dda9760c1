-- One row: the newest run that was recorded; no row before the first.
select run_id
from pipeline_runs
order by run_id desc nulls last
limit 1
