-- One row per change of an alert's state: when, by whom and why.
create table if not exists alert_events (
  alert_id string not null,
  episode bigint not null,
  happened_at timestamp not null,
  event string not null, -- OPENED, WORSENED, ACKNOWLEDGED, SNOOZED, RESOLVED
  severity string not null, -- WARNING, CRITICAL
  snapshot_date date,
  who string not null, -- a person, or churn and the command that found it
  message string not null, -- of a person the reason, else the finding
  run_id string not null
)
