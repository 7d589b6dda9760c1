-- One row per main metric of the newest snapshot with final labels: the model that was in production for it, beside constant and recency rule.
select
  snapshot_date,
  model_version,
  metric,
  value,
  low,
  high,
  constant_value,
  recency_value,
  row_count
from report_performance
where segment = 'all'
  and metric in ('accuracy', 'auc', 'brier', 'f1', 'precision', 'recall')
  and status = 'OK'
qualify snapshot_date = max(snapshot_date) over ()
order by metric nulls last
