-- One row per change of an alert's state, the oldest first.
select
  alert_id,
  episode,
  happened_at,
  event,
  severity,
  snapshot_date,
  who,
  message,
  run_id
from alert_events
where alert_id = :alert_id
order by happened_at nulls last, episode nulls last, event nulls last, message nulls last
