-- One row per customer to contact for a snapshot, the highest expected value first: places above :after up to :up_to.
with listed_customers as (
  select
    customer_id,
    churn_probability,
    expected_value_usd,
    margin_usd,
    reason_1,
    reason_1_value,
    reason_2,
    reason_2_value,
    reason_3,
    reason_3_value,
    history_days,
    purchases,
    short_history,
    row_number() over (order by expected_value_usd desc nulls last, customer_id nulls last) as place
  from churn_predictions
  where snapshot_date = :snapshot_date
    and model_version = :model_version
    and contact_group = 'contact'
)

select
  cast(place as bigint) as place,
  cast(customer_id as string) as customer_id,
  cast(churn_probability as double) as churn_probability,
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
  cast(short_history as bigint) as short_history
from listed_customers
where place > :after
  and place <= :up_to
order by place nulls last
