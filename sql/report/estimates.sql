-- One row per snapshot and metric: what was expected of the predictions before labels came, with its 95 % band, and what was realised.
select
  snapshot_date,
  model_version,
  metric,
  value,
  low,
  high,
  status,
  reason,
  answers_of,
  row_count,
  realised,
  covered
from performance_estimates
order by snapshot_date nulls last, model_version nulls last, metric nulls last
