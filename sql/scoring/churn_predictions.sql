-- One row per landed snapshot and customer: the probability of one model version, its class at the threshold, its reasons.
select
  cast(snapshot_date as date) as snapshot_date,
  cast(customer_id as string) as customer_id,
  cast(:model_version as string) as model_version,
  cast(churn_probability as double) as churn_probability,
  cast(iff(churn_probability >= :threshold, 1, 0) as bigint) as churn_predicted,
  cast(:threshold as double) as threshold,
  cast(reason_1 as string) as reason_1,
  cast(reason_1_value as double) as reason_1_value,
  cast(reason_2 as string) as reason_2,
  cast(reason_2_value as double) as reason_2_value,
  cast(reason_3 as string) as reason_3,
  cast(reason_3_value as double) as reason_3_value
from landing_scores
