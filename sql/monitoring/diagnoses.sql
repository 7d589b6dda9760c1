-- One row per diagnosed snapshot and kind of evidence, oldest first.
select
  snapshot_date,
  evidence,
  known_on,
  watermark,
  model_version,
  cause,
  action,
  confidence,
  reason,
  drifted,
  dead_feed
from diagnoses
order by snapshot_date nulls last, evidence nulls last
