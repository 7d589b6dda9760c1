-- One row per customer whom the model scored for the snapshot; none unless the subject is prediction. Their labels do not count here.
select
  1 as part,
  1 as row_count,
  0 as positives,
  churn_probability as probability
from churn_predictions
where snapshot_date = :snapshot_date
  and model_version = :model_version
  and :subject = 'prediction'
