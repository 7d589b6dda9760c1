-- One row per message that was tried for an alert, the oldest first.
select
  delivery_key,
  alert_id,
  episode,
  state,
  severity,
  reminder,
  channel,
  outcome,
  attempts,
  error,
  tried_at,
  run_id
from alert_deliveries
where alert_id = :alert_id
order by tried_at nulls last, channel nulls last, delivery_key nulls last
