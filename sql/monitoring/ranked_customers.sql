-- One row per customer that :model_version scored at :snapshot_date and whose label is FINAL; of more than :most_customers, those whose seeded hash is lowest.
with judged_customers as (
  select
    p.customer_id,
    p.churn_probability,
    f.days_since_last_purchase,
    l.churned,
    md5(cast(:seed as string) || ':worth:' || p.customer_id) as sampling_hash
  from churn_predictions p
  inner join customer_labels l
    on l.snapshot_date = p.snapshot_date
    and l.customer_id = p.customer_id
  inner join customer_features f
    on f.snapshot_date = p.snapshot_date
    and f.customer_id = p.customer_id
  where p.snapshot_date = :snapshot_date
    and p.model_version = :model_version
    and l.label_state = 'FINAL'
)

select
  cast(customer_id as string) as customer_id,
  cast(churn_probability as double) as churn_probability,
  cast(days_since_last_purchase as bigint) as silent_days,
  cast(churned as bigint) as churned
from judged_customers
qualify row_number() over (order by sampling_hash nulls last, customer_id nulls last) <= :most_customers
order by customer_id nulls last
