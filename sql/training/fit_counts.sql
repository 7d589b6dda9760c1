-- One row per part of a training's rows, held out or not: its rows, those that are fitted, and how many have an attribute from after their snapshot.
-- Beside them, of the fitted rows, one row per categorical feature that has a level: as row_count, how many it has; and one per level that has at least :min_level_rows rows in one snapshot: how many it has in that which has most.
-- Customers are drawn and joined once; the rest counts groups of rows that are alike in all that is asked of them.
with rows_of_training as (
  select
    f.snapshot_date,
    f.snapshot_date = :held_out as is_held_out,
    f.snapshot_date <> :held_out and not d.left_out as is_fitted,
    nvl(f.attributes_valid_from > f.snapshot_date, false) as is_younger,
    d.churned,
    :feature_columns
  from requested_snapshots r
  inner join drawn_customers d
    on d.snapshot_date = r.snapshot_date
  inner join customer_features f
    on f.snapshot_date = d.snapshot_date
    and f.customer_id = d.customer_id
),

alike_rows as (
  select
    snapshot_date,
    is_held_out,
    is_fitted,
    is_younger,
    age is not null as has_age,
    :categorical_features,
    count(*) as row_count,
    sum(churned) as positives
  from rows_of_training
  group by snapshot_date, is_held_out, is_fitted, is_younger, age is not null, :categorical_features
),

parts as (
  select
    is_held_out,
    sum(row_count) as row_count,
    sum(iff(is_fitted, row_count, 0)) as fitted_rows,
    sum(iff(is_fitted, positives, 0)) as fitted_positives,
    sum(iff(is_younger and has_age, row_count, 0)) as younger_age,
    sum(iff(is_younger and gender is not null, row_count, 0)) as younger_gender,
    sum(iff(is_younger and location is not null, row_count, 0)) as younger_location,
    sum(iff(is_younger and customer_segment is not null, row_count, 0)) as younger_customer_segment
  from alike_rows
  group by is_held_out
),

fitted_values as (
  select
    f.snapshot_date,
    f.row_count,
    :categorical_values
  from alike_rows f
  where f.is_fitted
),

fitted_codes as (
  select
    snapshot_date,
    row_count,
    feature,
    code
  from fitted_values
  unpivot (
    code for feature in (:categorical_features)
  )
),

levels_of_snapshots as (
  select
    feature,
    code,
    snapshot_date,
    sum(row_count) as level_rows
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
),

counts as (
  select
    is_held_out, cast(null as string) as name, cast(null as string) as level_name, row_count,
    fitted_rows, fitted_positives, younger_age, younger_gender, younger_location, younger_customer_segment
  from parts
  union all
  select
    null as is_held_out, name, null as level_name, count(*) as row_count,
    null as fitted_rows, null as fitted_positives,
    null as younger_age, null as younger_gender, null as younger_location, null as younger_customer_segment
  from levels_found
  group by name
  union all
  select
    null as is_held_out, name, level_name, most_rows as row_count,
    null as fitted_rows, null as fitted_positives,
    null as younger_age, null as younger_gender, null as younger_location, null as younger_customer_segment
  from levels_found
  where most_rows >= :min_level_rows
)

select
  cast(is_held_out as boolean) as is_held_out,
  cast(name as string) as name,
  cast(level_name as string) as level_name,
  cast(row_count as bigint) as row_count,
  cast(fitted_rows as bigint) as fitted_rows,
  cast(fitted_positives as bigint) as fitted_positives,
  cast(younger_age as bigint) as younger_age,
  cast(younger_gender as bigint) as younger_gender,
  cast(younger_location as bigint) as younger_location,
  cast(younger_customer_segment as bigint) as younger_customer_segment
from counts
order by is_held_out nulls last, name nulls first, level_name nulls first
