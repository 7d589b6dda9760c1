-- One row per snapshot, sampled customer and numeric feature: its value, null where it is missing.
with numbers_of_customers as (
  select
    a.snapshot_date,
    a.churned,
    a.cell,
    :numeric_values
  from alike_customers a
  inner join customer_features f
    on f.snapshot_date = a.snapshot_date
    and f.customer_id = a.customer_id
)

select
  cast(snapshot_date as date) as snapshot_date,
  cast(lower(feature) as string) as feature,
  cast(cell as bigint) as cell,
  cast(churned as bigint) as churned,
  cast(value as double) as value
from numbers_of_customers
unpivot include nulls (
  value for feature in (
    :numeric_features
  )
)
