-- One row per alert: source, subject and, if it concerns one, snapshot.
create table if not exists alerts (
  alert_id string not null, -- hash of source, subject and, if it is of one, snapshot
  raised_at timestamp not null,
  severity string not null, -- WARNING, CRITICAL
  source string not null,
  subject string not null,
  message string not null,
  state string not null, -- OPEN, RESOLVED
  run_id string not null
)
