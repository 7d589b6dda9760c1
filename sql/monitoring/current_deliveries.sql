-- One row per message that was tried for the present episode of an alert, the oldest first.
select
  d.delivery_key,
  d.alert_id,
  d.episode,
  d.state,
  d.severity,
  d.reminder,
  d.channel,
  d.outcome,
  d.attempts,
  d.error,
  d.tried_at,
  d.run_id
from alert_deliveries d
inner join alerts a
  on a.alert_id = d.alert_id
  and coalesce(a.episode, 1) = d.episode
order by d.tried_at nulls last, d.channel nulls last, d.delivery_key nulls last
