-- One row per metric that was estimated for the newest snapshot with an estimate.
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
  held_out,
  slope,
  intercept,
  row_count
from estimated_performance
where snapshot_date = (select max(snapshot_date) from estimated_performance)
order by model_version nulls last, metric nulls last
