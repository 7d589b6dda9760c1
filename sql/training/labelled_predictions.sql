-- One row per landed prediction of a scorer, with the label and the features of the row that was scored.
select
  scorer,
  snapshot_date,
  churn_probability,
  left_out,
  churned,
  days_since_last_purchase,
  customer_segment,
  gender,
  location
from landing_predictions
where scorer = :scorer
