-- One row per row of labelled_predictions, by its part (fitted, left_out, held_out), with what it is evaluated by: left_out by its snapshot, held_out by its attributes.
-- The recency rule has few answers, so that its rows are counted, see row_count.
-- With :by_segment 0 parts are evaluated as a whole. With :split_held_out 1 customers left out of fits are no part of the held-out snapshot: a calibration learned from them.
with parted_rows as (
  select
    scorer,
    case
      when snapshot_date = :held_out and not (left_out and :split_held_out = 1) then 'held_out'
      when left_out then 'left_out'
      else 'fitted'
    end as part,
    snapshot_date,
    churned,
    churn_probability,
    days_since_last_purchase,
    customer_segment,
    gender,
    location
  from labelled_predictions
),

judged_rows as (
  select
    scorer,
    part,
    churned,
    churn_probability,
    iff(churn_probability >= :threshold, 1, 0) as flagged,
    days_since_last_purchase as silent_days,
    iff(days_since_last_purchase > :churn_window_days, 1, 0) as silent,
    iff(part = 'left_out' and :by_segment = 1, cast(snapshot_date as string), '') as snapshot_date,
    iff(part = 'held_out' and :by_segment = 1, nvl(customer_segment, 'unknown'), '') as customer_segment,
    iff(part = 'held_out' and :by_segment = 1, nvl(gender, 'unknown'), '') as gender,
    iff(part = 'held_out' and :by_segment = 1, nvl(location, 'unknown'), '') as location
  from parted_rows
),

answered_rows as (
  select
    scorer, part, snapshot_date, customer_segment, gender, location, 'model' as answer,
    cast(churn_probability as double) as score, cast(churn_probability as double) as probability,
    1 as row_count, churned as positives, flagged, churned * flagged as flagged_positives
  from judged_rows
  union all
  select
    scorer, part, snapshot_date, customer_segment, gender, location, 'recency' as answer,
    cast(silent_days as double) as score, cast(silent as double) as probability,
    count(*) as row_count, sum(churned) as positives, sum(silent) as flagged, sum(churned * silent) as flagged_positives
  from judged_rows
  group by scorer, part, snapshot_date, customer_segment, gender, location, silent_days, silent
)

select
  cast(scorer as string) as scorer,
  cast(part as string) as slice,
  iff(part = 'left_out', :by_segment, 0) as by_snapshot,
  iff(part = 'held_out', :by_segment, 0) as by_attribute,
  snapshot_date,
  customer_segment,
  gender,
  location,
  answer,
  score,
  probability,
  row_count,
  positives,
  flagged,
  flagged_positives
from answered_rows
