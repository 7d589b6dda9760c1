-- One row per run whose end is not recorded: it is at work, or was killed, or could not write its end.
select
  run_id,
  command
from pipeline_runs
where status = 'RUNNING'
order by run_id nulls last
