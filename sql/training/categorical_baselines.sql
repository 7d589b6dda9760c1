-- One row per categorical feature and category of the rows that the model was fitted on. Null stands for missing and for rare categories,
-- so that a feature of thousands of categories has at most :max_levels bins of names.
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
),

category_counts as (
  select
    name,
    category,
    count(*) as rows_with_category,
    row_number() over (
      partition by name
      order by iff(category is null, 1, 0) asc nulls last, count(*) desc nulls last, category asc nulls last
    ) as place
  from fitted_categories
  group by name, category
),

named_categories as (
  select
    name,
    iff(rows_with_category >= :min_level_rows and place <= :max_levels, category, null) as category,
    rows_with_category
  from category_counts
)

select
  cast(name as string) as name,
  cast(category as string) as category,
  cast(sum(rows_with_category) as bigint) as expected_count
from named_categories
group by name, category
order by name nulls last, category nulls last
