-- One row per feature, or prediction, at the newest snapshot that was compared: a breach before others of its name.
select
  snapshot_date,
  subject,
  name,
  value,
  threshold,
  verdict
from feature_drift_analysis
qualify
  snapshot_date = max(snapshot_date) over ()
  and row_number() over (
    partition by snapshot_date, subject, name
    order by iff(verdict = 'BREACH', 1, 2) nulls last, value desc nulls last, model_version nulls last
  ) = 1
order by subject nulls last, name nulls last
