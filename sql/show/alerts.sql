-- One row per alert, of the newest :up_to.
select
  cast(raised_at as timestamp) as raised_at,
  cast(state as string) as state,
  cast(severity as string) as severity,
  cast(source as string) as source,
  cast(subject as string) as subject,
  cast(message as string) as message,
  cast(command as string) as command,
  cast(alert_id as string) as alert_id,
  cast(run_id as string) as run_id,
  row_number() over (order by raised_at desc nulls last, alert_id desc nulls last) as newest_first
from alerts_timeline
qualify newest_first <= :up_to
order by newest_first desc nulls last
