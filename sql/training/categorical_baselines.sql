-- One row per categorical feature and category of the rows that the model was fitted on, null included.
with fitted_rows as (
  select
    :categorical_values
  from landing_predictions p
  inner join customer_features f
    on f.snapshot_date = p.snapshot_date
    and f.customer_id = p.customer_id
  where p.scorer = :scorer
    and p.snapshot_date <> :held_out
    and not p.left_out
),

fitted_codes as (
  select
    lower(name) as name,
    code
  from fitted_rows
  unpivot (
    code for name in (:categorical_features)
  )
),

fitted_categories as (
  select
    name,
    case when code <> '-' then substr(code, 2) end as category
  from fitted_codes
)

select
  cast(name as string) as name,
  cast(category as string) as category,
  cast(count(*) as bigint) as expected_count
from fitted_categories
group by name, category
order by name nulls last, category nulls last
