-- One row per alert that is not resolved, the worst and newest first.
select
  alert_id,
  finding_id,
  coalesce(episode, 1) as episode,
  raised_at,
  coalesce(opened_at, raised_at) as opened_at,
  severity,
  source,
  subject,
  snapshot_date,
  owners,
  message,
  next_command,
  state,
  snoozed_until,
  run_id
from alerts
where state <> 'RESOLVED'
order by severity nulls last, raised_at desc nulls last, alert_id nulls last
