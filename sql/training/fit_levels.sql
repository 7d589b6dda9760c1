-- One row per categorical feature and level that has at least :min_level_rows rows of a fit in one snapshot, and per feature that has a level one without: how many levels it has.
with fitted_rows as (
  select
    f.snapshot_date,
    :categorical_values
  from requested_snapshots r
  inner join customer_features f
    on f.snapshot_date = r.snapshot_date
  inner join drawn_customers d
    on d.snapshot_date = f.snapshot_date
    and d.customer_id = f.customer_id
  where f.snapshot_date <> :held_out
    and not d.left_out
),

fitted_codes as (
  select
    snapshot_date,
    feature,
    code
  from fitted_rows
  unpivot (
    code for feature in (:categorical_features)
  )
),

levels_of_snapshots as (
  select
    feature,
    code,
    snapshot_date,
    count(*) as level_rows
  from fitted_codes
  where code <> '-'
  group by feature, code, snapshot_date
),

levels_found as (
  select
    lower(feature) as name,
    substr(code, 2) as level_name,
    max(level_rows) as most_rows
  from levels_of_snapshots
  group by lower(feature), substr(code, 2)
)

select
  cast(name as string) as name,
  cast(null as string) as level_name,
  cast(count(*) as bigint) as row_count
from levels_found
group by name
union all
select
  cast(name as string) as name,
  cast(level_name as string) as level_name,
  cast(most_rows as bigint) as row_count
from levels_found
where most_rows >= :min_level_rows
order by name nulls last, level_name nulls first
