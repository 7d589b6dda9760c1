-- One row per alert, with the command that raised it.
create or replace view alerts_timeline as
select
  a.raised_at, -- UTC
  a.severity, -- WARNING, CRITICAL
  a.state, -- OPEN until it is dealt with or its reason has gone
  a.source, -- what raised it, such as drift or performance
  a.subject, -- what it is about
  a.message, -- in words
  a.owners, -- whom it concerns, as features.conf names them, separated by blanks; null for alerts of older releases
  a.next_command, -- what to do; null for alerts of older releases
  r.command, -- that raised it; null for a run that is not recorded
  a.alert_id, -- key of the alert
  a.run_id -- run that raised it
from alerts a
left join pipeline_runs r
  on r.run_id = a.run_id
