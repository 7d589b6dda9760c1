-- One row per compared number, by the number of its reference, and customer of the reference; null where the number is missing.
-- They are among compared_numbers, too, whose rows DuckDB would keep, with those of the snapshot, if they were read for two purposes.
select
  d.reference_number,
  case d.name
    :numbers_by_name
    when 'churn_probability' then cast(p.churn_probability as double)
  end as value
from drift_references d
inner join customer_features f
  on f.snapshot_date = d.reference_date
left join churn_predictions p
  on p.snapshot_date = f.snapshot_date
  and p.customer_id = f.customer_id
  and p.model_version = :model_version
  and :subject = 'prediction'
where d.name in (:numeric_names, 'churn_probability')
