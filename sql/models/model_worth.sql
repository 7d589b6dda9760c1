-- One row or none: the newest snapshot from :watermark on, at which :model_version was trained, that shows whether the model is worth acting on.
select
  snapshot_date,
  model_version,
  worth,
  value,
  constant_value,
  constant_gain_low,
  constant_gain_high,
  recency_value,
  recency_gain_low,
  recency_gain_high
from model_performance
where model_version = :model_version
  and snapshot_date >= :watermark
  and segment = 'all'
  and metric = 'auc'
  and worth in ('OK', 'BREACH')
order by snapshot_date desc nulls last
limit 1
