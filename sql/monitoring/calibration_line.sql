-- One row per part, slope and intercept, of the line that recalibrates the model's predictions for a snapshot with FINAL labels; none unless the subject is prediction.
select
  metric,
  status,
  value,
  high,
  row_count,
  positives
from model_performance
where snapshot_date = :answers_of
  and model_version = :model_version
  and segment = 'all'
  and metric in ('calibration_slope', 'calibration_intercept')
  and :subject = 'prediction'
