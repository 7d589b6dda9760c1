-- One row per tenth of the probability for a snapshot and the model that was in production for it: what it said, and what came.
select
  snapshot_date,
  model_version,
  tenth,
  customers,
  mean_probability,
  churned_share,
  low,
  high
from report_calibration
where snapshot_date = :snapshot_date
  and model_version = :model_version
order by tenth nulls last
