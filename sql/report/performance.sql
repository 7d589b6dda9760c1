-- One row per snapshot and metric of the model in production: value with interval, constant, recency rule.
select
  snapshot_date,
  model_version,
  metric,
  value,
  low,
  high,
  constant_value,
  recency_value,
  row_count,
  positives,
  status
from report_performance
where segment = 'all'
order by snapshot_date nulls last, metric nulls last
