-- One row per compared number, snapshot and customer, of the snapshot and of the number's reference; null where the number is missing.
-- A customer without a prediction is none of the predictions.
with rows_of_both as (
  select
    f.snapshot_date,
    f.customer_id,
    :numeric_values,
    cast(p.churn_probability as double) as churn_probability
  from customer_features f
  left join churn_predictions p
    on p.snapshot_date = f.snapshot_date
    and p.customer_id = f.customer_id
    and p.model_version = :model_version
  where f.snapshot_date = :snapshot_date
    or f.snapshot_date in (select reference_date from drift_references)
),

numbers as (
  select
    snapshot_date,
    customer_id,
    lower(name) as name,
    value
  from rows_of_both
  unpivot include nulls (
    value for name in (:numeric_features, churn_probability)
  )
)

select
  n.snapshot_date,
  n.customer_id,
  n.name,
  n.value,
  d.reference_date,
  iff(n.snapshot_date = d.reference_date, 1, 0) as is_reference
from numbers n
inner join drift_references d
  on d.name = n.name
where (n.snapshot_date = d.reference_date or n.snapshot_date = :snapshot_date)
  and (n.name <> 'churn_probability' or n.value is not null)
