-- One row per snapshot and feature, or the prediction: distance from its reference, verdict, since when it has changed.
select
  snapshot_date,
  model_version,
  subject,
  name,
  value,
  threshold,
  verdict,
  kind,
  reference_date,
  breach_since
from feature_drift_analysis
where metric in ('psi', 'psi_excess')
order by snapshot_date nulls last, subject nulls last, name nulls last
