-- One row per compared number, by the number of its reference, value, and part of the customers, of the snapshot and of the number's reference; null where the number is missing.
with rows_of_both as (
  select
    f.reference_date,
    f.is_reference,
    f.is_newcomer,
    f.part,
    :numeric_values,
    f.churn_probability
  from compared_customers f
),

numbers as (
  select
    reference_date,
    is_reference,
    is_newcomer,
    part,
    lower(name) as name,
    value
  from rows_of_both
  unpivot include nulls (
    value for name in (:numeric_features, churn_probability)
  )
)

select
  d.reference_number,
  n.value,
  n.part,
  n.is_newcomer,
  n.is_reference,
  count(*) as customers
from numbers n
inner join drift_references d
  on d.name = n.name
  and d.reference_date = n.reference_date
group by d.reference_number, n.value, n.part, n.is_newcomer, n.is_reference
