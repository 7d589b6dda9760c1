-- One row per evaluated snapshot, model version and metric that decides on a retraining or a diagnosis; which of the models was in production is decided by who reads them.
select
  snapshot_date,
  model_version,
  metric,
  status,
  value,
  low,
  high,
  constant_value
from model_performance
where segment = 'all'
  and metric in ('f1', 'auc', 'calibration_slope', 'calibration_intercept')
  and model_version <> 'backtest'
order by snapshot_date nulls last, model_version nulls last, metric nulls last
