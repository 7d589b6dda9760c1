-- One row per group of scored_rows that are alike in all but score and label, and segment that it is in: how many rows, and how many of them churned, were flagged, and both.
-- There are hundreds of groups where there are millions of rows: so rows are counted, and their segments named, once for all of a group. Sums of doubles are exact for whole numbers and cost half.
with counted_groups as (
  select
    scorer,
    slice,
    by_snapshot,
    by_attribute,
    snapshot_date,
    customer_segment,
    gender,
    location,
    answer,
    sum(cast(row_count as double)) as row_count,
    sum(cast(positives as double)) as positives,
    sum(cast(flagged as double)) as flagged,
    sum(cast(flagged_positives as double)) as flagged_positives
  from scored_rows
  group by scorer, slice, by_snapshot, by_attribute, snapshot_date, customer_segment, gender, location, answer
)

select
  scorer, slice, snapshot_date, customer_segment, gender, location, answer,
  'all' as segment,
  row_count, positives, flagged, flagged_positives
from counted_groups
union all
select
  scorer, slice, snapshot_date, customer_segment, gender, location, answer,
  'snapshot_date=' || snapshot_date as segment,
  row_count, positives, flagged, flagged_positives
from counted_groups
where by_snapshot = 1
union all
select
  scorer, slice, snapshot_date, customer_segment, gender, location, answer,
  'customer_segment=' || customer_segment as segment,
  row_count, positives, flagged, flagged_positives
from counted_groups
where by_attribute = 1
union all
select
  scorer, slice, snapshot_date, customer_segment, gender, location, answer,
  'gender=' || gender as segment,
  row_count, positives, flagged, flagged_positives
from counted_groups
where by_attribute = 1
union all
select
  scorer, slice, snapshot_date, customer_segment, gender, location, answer,
  'location=' || location as segment,
  row_count, positives, flagged, flagged_positives
from counted_groups
where by_attribute = 1
