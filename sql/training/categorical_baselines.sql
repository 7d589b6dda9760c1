-- One row per categorical feature and category of the rows that the model was fitted on, null included.
with fitted_rows as (
  select
    f.gender,
    f.location,
    f.customer_segment
  from landing_predictions p
  inner join customer_features f
    on f.snapshot_date = p.snapshot_date
    and f.customer_id = p.customer_id
  where p.scorer = :scorer
    and p.snapshot_date <> :held_out
    and not p.left_out
),

fitted_categories as (
  select 'gender' as name, gender as category from fitted_rows
  union all
  select 'location' as name, location as category from fitted_rows
  union all
  select 'customer_segment' as name, customer_segment as category from fitted_rows
)

select
  cast(name as string) as name,
  cast(category as string) as category,
  cast(count(*) as bigint) as expected_count
from fitted_categories
group by name, category
order by name nulls last, category nulls last
