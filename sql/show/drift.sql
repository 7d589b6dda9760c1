-- One row per snapshot, model version and subject that was compared, of the newest :up_to snapshots; breaches first, then the furthest.
select
  cast(snapshot_date as date) as snapshot_date,
  cast(subject as string) as subject,
  cast(name as string) as name,
  cast(value as double) as value,
  cast(threshold as double) as threshold,
  cast(verdict as string) as verdict,
  cast(model_version as string) as model_version,
  dense_rank() over (order by snapshot_date desc nulls last) as newest_first
from feature_drift_analysis
qualify newest_first <= :up_to
order by
  snapshot_date nulls first,
  iff(verdict = 'BREACH', 1, iff(verdict = 'OK', 2, 3)) nulls last,
  value desc nulls last,
  subject nulls last,
  name nulls last,
  model_version nulls last
