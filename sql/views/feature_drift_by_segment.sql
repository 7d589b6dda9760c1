-- One row per snapshot, subject, name and part of the customers, of the snapshots that were compared by parts.
create or replace view feature_drift_by_segment as
select
  snapshot_date,
  model_version,
  subject, -- feature, prediction
  name,
  kind, -- attribute, behaviour
  segment, -- customer_segment=..., gender=..., location=..., customers=new or customers=earlier
  reference_date,
  value, -- population stability index less what chance explains
  threshold, -- above which it is a breach
  verdict,
  psi,
  js_distance,
  mean_difference,
  reference_rows,
  snapshot_rows,
  new_categories -- JSON: each with its share of the segment
from feature_drift
where segment <> 'all'
