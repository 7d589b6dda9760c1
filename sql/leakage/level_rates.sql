-- One row per snapshot, sampled customer and categorical feature: the churn rate of the customer's level in the other fold, pulled towards that fold's own rate as if by :prior_rows more rows.
-- A null is a level of its own. Cells of different folds are different cells: their rates come from different customers.
with levels_of_customers as (
  select
    a.snapshot_date,
    a.churned,
    a.fold,
    a.cell,
    :categorical_values
  from alike_customers a
  inner join customer_features f
    on f.snapshot_date = a.snapshot_date
    and f.customer_id = a.customer_id
),

known_levels as (
  select
    snapshot_date,
    churned,
    fold,
    cell,
    lower(feature) as feature,
    level
  from levels_of_customers
  unpivot (
    level for feature in (
      :categorical_features
    )
  )
),

levels_of_folds as (
  select
    snapshot_date,
    feature,
    level,
    fold,
    count(*) as row_count,
    sum(churned) as churned
  from known_levels
  group by snapshot_date, feature, level, fold
),

folds as (
  select
    snapshot_date,
    feature,
    fold,
    sum(churned) / sum(row_count) as rate
  from levels_of_folds
  group by snapshot_date, feature, fold
)

select
  cast(k.snapshot_date as date) as snapshot_date,
  cast(k.feature as string) as feature,
  cast(2 * k.cell + k.fold as bigint) as cell,
  cast(k.churned as bigint) as churned,
  cast(
    (zeroifnull(l.churned) + :prior_rows * o.rate) / (zeroifnull(l.row_count) + :prior_rows) as double
  ) as value
from known_levels k
inner join folds o
  on o.snapshot_date = k.snapshot_date
  and o.feature = k.feature
  and o.fold = 1 - k.fold
left join levels_of_folds l
  on l.snapshot_date = k.snapshot_date
  and l.feature = k.feature
  and l.level = k.level
  and l.fold = 1 - k.fold
