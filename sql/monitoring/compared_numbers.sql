-- One row per compared number, by the number of its reference, and customer, of the snapshot and of the number's reference; null where the number is missing.
select
  d.reference_number,
  f.part,
  f.is_newcomer,
  f.is_reference,
  case d.name
    :numbers_by_name
    when 'churn_probability' then f.churn_probability
  end as value
from compared_customers f
inner join drift_references d
  on d.reference_date = f.reference_date
where d.name in (:numeric_names, 'churn_probability')
