-- One row per open alert, newest first.
select
  alert_id,
  raised_at,
  severity,
  source,
  subject,
  message,
  state,
  run_id
from alerts
where state = 'OPEN'
order by raised_at desc nulls last, alert_id nulls last
