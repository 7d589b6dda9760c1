-- One row per command: how its newest run ended, when it last succeeded, and how often it ended in which way.
with ended_runs as (
  select
    command,
    status,
    started_at,
    ended_at,
    seconds,
    row_number() over (
      partition by command
      order by started_at desc nulls last, run_id desc nulls last
    ) as newest_first
  from pipeline_runs
  where status <> 'RUNNING'
)

select
  command,
  max(case when newest_first = 1 then status end) as status,
  max(case when newest_first = 1 then started_at end) as started_at,
  max(case when newest_first = 1 then seconds end) as seconds,
  max(case when status = 'DONE' then ended_at end) as succeeded_at,
  count_if(status = 'DONE') as runs_done,
  count_if(status = 'REFUSED') as runs_refused,
  count_if(status = 'FAILED') as runs_failed,
  count_if(status = 'INTERRUPTED') as runs_interrupted
from ended_runs
group by command
order by command nulls last
