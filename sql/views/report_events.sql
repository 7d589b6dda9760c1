-- One row per decision on a model and per alert, for a time line.
create or replace view report_events as
select
  decided_at as happened_at,
  'decision' as kind,
  outcome as state, -- PROMOTED, KEPT, REFUSED, ...
  challenger as subject, -- model version
  reason as message,
  watermark as data_until, -- first day that was not known then; null for an alert
  decision_id as event_id
from model_decisions
union all
select
  raised_at as happened_at,
  'alert' as kind,
  state,
  source || ' ' || subject as subject,
  message,
  cast(null as date) as data_until,
  alert_id as event_id
from alerts
