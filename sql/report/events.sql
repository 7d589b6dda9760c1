-- One row per decision on a model, per alert and per snapshot where something changed, the newest first.
with everything as (
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
  union all
  select
    judged_at as happened_at,
    'diagnosis' as kind,
    cause as state,
    cast(null as string) as severity,
    cast(snapshot_date as string) as subject,
    reason || iff(action in ('STOP', 'ALERT'), '; action: ', '; advice: ') || action as message,
    cast(null as string) as owners,
    cast(null as string) as next_command,
    cast(snapshot_date as string) as event_id
  from snapshot_diagnosis
  where cause not in ('NONE', 'NO_EVIDENCE')
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
from everything
order by happened_at desc nulls last, kind nulls last, event_id nulls last
