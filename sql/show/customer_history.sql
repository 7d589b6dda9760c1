-- One row per snapshot and model version of one customer, the oldest first.
select
  cast(snapshot_date as date) as snapshot_date,
  cast(model_version as string) as model_version,
  cast(churn_probability as double) as churn_probability,
  cast(threshold as double) as threshold,
  cast(churn_predicted as bigint) as churn_predicted,
  cast(contact_group as string) as contact_group,
  cast(expected_value_usd as double) as expected_value_usd,
  cast(margin_usd as double) as margin_usd,
  cast(reason_1 as string) as reason_1,
  cast(reason_1_value as double) as reason_1_value,
  cast(reason_2 as string) as reason_2,
  cast(reason_2_value as double) as reason_2_value,
  cast(reason_3 as string) as reason_3,
  cast(reason_3_value as double) as reason_3_value,
  cast(history_days as bigint) as history_days,
  cast(purchases as bigint) as purchases,
  cast(short_history as bigint) as short_history,
  cast(label_state as string) as label_state,
  cast(churned as bigint) as churned,
  cast(matures_on as date) as matures_on,
  cast(next_purchase_date as date) as next_purchase_date
from customer_history
where customer_id = :customer_id
order by snapshot_date nulls first, model_version nulls first
