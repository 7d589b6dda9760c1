-- One row per compared categorical feature, snapshot and customer, of the snapshot and of the feature's reference.
with categories_of_both as (
  select
    f.snapshot_date,
    f.customer_id,
    :categorical_values
  from customer_features f
  where f.snapshot_date = :snapshot_date
    or f.snapshot_date in (select reference_date from drift_references)
),

codes as (
  select
    snapshot_date,
    customer_id,
    lower(name) as name,
    code
  from categories_of_both
  unpivot (
    code for name in (:categorical_features)
  )
)

select
  c.snapshot_date,
  c.customer_id,
  c.name,
  case when c.code <> '-' then substr(c.code, 2) end as category,
  d.reference_date,
  iff(c.snapshot_date = d.reference_date, 1, 0) as is_reference
from codes c
inner join drift_references d
  on d.name = c.name
where c.snapshot_date = d.reference_date
  or c.snapshot_date = :snapshot_date
