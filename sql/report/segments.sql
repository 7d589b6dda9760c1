-- One row per segment of the newest evaluated snapshot: AUC of the model in production.
select
  snapshot_date,
  model_version,
  segment,
  value,
  low,
  high,
  recency_value,
  row_count,
  positives,
  status
from report_performance
where metric = 'auc'
qualify snapshot_date = max(snapshot_date) over ()
order by value asc nulls last, segment nulls last
