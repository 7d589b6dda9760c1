-- One row per snapshot, model version and subject, with its distance to the threshold.
create or replace view feature_drift_analysis as
select
  snapshot_date,
  model_version,
  baseline,
  subject,
  name,
  metric,
  value,
  threshold,
  value / threshold as share_of_threshold,
  verdict,
  run_id
from feature_drift
