-- One row per snapshot and feature of valued_customers: the pairs of a churned and a retained customer of one cell, and those of them in which the churned one has the higher value; equal values count half, nulls are lowest.
-- The last two columns count the pairs of pairs with a customer in common, which the variance of the AUC needs.
with tied_values as (
  select
    snapshot_date,
    feature,
    cell,
    value,
    cast(sum(churned) as double) as churned,
    cast(count(*) - sum(churned) as double) as retained
  from valued_customers
  group by snapshot_date, feature, cell, value
),

ranked as (
  select
    snapshot_date,
    feature,
    cell,
    churned,
    retained,
    sum(retained) over (
      partition by snapshot_date, feature, cell order by value nulls first
    ) - retained / 2 as retained_below
  from tied_values
),

cells as (
  select
    snapshot_date,
    feature,
    sum(churned) as churned,
    sum(retained) as retained,
    sum(churned * retained_below) as ordered
  from ranked
  group by snapshot_date, feature, cell
)

select
  cast(snapshot_date as date) as snapshot_date,
  cast(feature as string) as feature,
  cast(sum(churned + retained) as bigint) as row_count,
  cast(sum(churned) as bigint) as positives,
  cast(sum(churned * retained) as double) as pairs,
  cast(sum(ordered) as double) as ordered_pairs,
  cast(sum(churned * retained * (churned - 1)) as double) as pairs_of_churned,
  cast(sum(churned * retained * (retained - 1)) as double) as pairs_of_retained
from cells
group by snapshot_date, feature
order by snapshot_date nulls last, feature nulls last
