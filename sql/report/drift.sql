-- One row per snapshot and feature, or the prediction: distance from its reference, verdict.
select
  snapshot_date,
  model_version,
  subject,
  name,
  value,
  threshold,
  verdict
from feature_drift_analysis
where metric in ('psi', 'psi_excess')
order by snapshot_date nulls last, subject nulls last, name nulls last
