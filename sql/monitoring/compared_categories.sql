-- One row per compared categorical feature, category, and part of the customers, of the snapshot and of the feature's reference.
with categories_of_both as (
  select
    f.reference_date,
    f.is_reference,
    f.is_newcomer,
    f.part,
    :categorical_values
  from compared_customers f
),

-- Few customers differ in all of these, so that few rows are unpivoted.
counted_categories as (
  select
    reference_date,
    is_reference,
    is_newcomer,
    part,
    :categorical_features,
    count(*) as customers
  from categories_of_both
  group by reference_date, is_reference, is_newcomer, part, :categorical_features
),

codes as (
  select
    reference_date,
    is_reference,
    is_newcomer,
    part,
    customers,
    lower(name) as name,
    code
  from counted_categories
  unpivot (
    code for name in (:categorical_features)
  )
)

select
  c.name,
  case when c.code <> '-' then substr(c.code, 2) end as category,
  c.part,
  c.is_newcomer,
  c.is_reference,
  sum(c.customers) as customers
from codes c
inner join drift_references d
  on d.name = c.name
  and d.reference_date = c.reference_date
group by c.name, c.code, c.part, c.is_newcomer, c.is_reference
