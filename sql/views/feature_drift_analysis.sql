-- One row per snapshot, subject and name, over all customers, with its distance to the threshold.
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
  kind,
  reference_date,
  psi,
  js_distance,
  mean_difference,
  reference_rows,
  snapshot_rows,
  new_categories,
  psi_since_training,
  breach_since,
  importance,
  run_id
from feature_drift
where coalesce(segment, 'all') = 'all'
