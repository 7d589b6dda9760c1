-- One row per snapshot, subject, name and part of the customers, of the snapshots that were compared by parts.
create or replace view feature_drift_by_segment as
select
  snapshot_date,
  model_version,
  subject,
  name,
  kind,
  segment,
  reference_date,
  value,
  threshold,
  verdict,
  psi,
  js_distance,
  mean_difference,
  reference_rows,
  snapshot_rows,
  new_categories
from feature_drift
where segment <> 'all'
