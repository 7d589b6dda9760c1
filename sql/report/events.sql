-- One row per decision on a model and per alert, the newest first.
with decisions_and_alerts as (
  select
    decided_at as happened_at,
    'decision' as kind,
    outcome as state,
    cast(null as string) as severity,
    model_version as subject,
    reason as message,
    cast(null as string) as owners,
    cast(null as string) as next_command,
    decision_id as event_id
  from model_decisions_history
  union all
  select
    raised_at as happened_at,
    'alert' as kind,
    state,
    severity,
    source || ' ' || subject as subject,
    message,
    owners,
    next_command,
    alert_id as event_id
  from alerts_timeline
)

select
  happened_at,
  kind,
  state,
  severity,
  subject,
  message,
  owners,
  next_command
from decisions_and_alerts
order by happened_at desc nulls last, kind nulls last, event_id nulls last
