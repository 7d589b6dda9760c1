-- One row per cause: source and subject. The same cause found again changes its row; alert_events has the history.
create table if not exists alerts (
  alert_id string not null, -- hash of source and subject; until version 14 also of the snapshot
  finding_id string, -- hash of source, subject and, if it is of one, snapshot
  episode bigint, -- 1 for the first time that the cause is found, 2 for the first time after it was resolved
  raised_at timestamp not null, -- when it was found last
  opened_at timestamp, -- when the episode began
  severity string not null, -- WARNING, CRITICAL
  source string not null,
  subject string not null,
  snapshot_date date, -- null where it concerns no snapshot
  owners string, -- whom it concerns, as features.conf names them, separated by blanks
  message string not null,
  next_command string,
  state string not null, -- OPEN, ACKNOWLEDGED, RESOLVED
  snoozed_until date, -- no message before that day
  run_id string not null
)
