-- One row: the F1 that the newest model version in production realised on a snapshot.
select
  model_version,
  value,
  constant_value,
  row_count,
  status
from model_performance
where snapshot_date = :snapshot_date
  and segment = 'all'
  and metric = 'f1'
  and model_version <> 'backtest'
qualify row_number() over (order by length(model_version) desc nulls last, model_version desc nulls last) = 1
