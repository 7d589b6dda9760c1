-- One row per reference and customer, of the reference and of the snapshot: their features, prediction and part. A newcomer is one that the reference has not.
with compared_dates as (
  select reference_date, reference_date as snapshot_date
  from drift_references
  union
  select reference_date, cast(:snapshot_date as date) as snapshot_date
  from drift_references
),

-- Of the table itself a join would read all dates.
reference_customers as (
  select snapshot_date, customer_id
  from customer_features
  where snapshot_date in (select reference_date from drift_references)
)

select
  f.snapshot_date,
  f.customer_id,
  :feature_columns,
  cast(p.churn_probability as double) as churn_probability,
  d.reference_date,
  iff(f.snapshot_date = d.reference_date, 1, 0) as is_reference,
  iff(k.customer_id is null, 1, 0) as is_newcomer,
  c.part
from customer_features f
inner join compared_dates d
  on d.snapshot_date = f.snapshot_date
inner join compared_parts c
  on c.customer_segment = nvl(f.customer_segment, 'unknown')
  and c.gender = nvl(f.gender, 'unknown')
  and c.location = nvl(f.location, 'unknown')
left join reference_customers k
  on k.snapshot_date = d.reference_date
  and k.customer_id = f.customer_id
left join churn_predictions p
  on p.snapshot_date = f.snapshot_date
  and p.customer_id = f.customer_id
  and p.model_version = :model_version
  and :subject = 'prediction'
