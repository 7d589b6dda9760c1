-- One row per landed prediction of a scorer and segment that it is in, by its part (fitted, left_out, held_out); segments are snapshots of left_out, and segments of held_out.
-- The recency rule has few answers, so that its rows are counted, see row_count.
-- With :by_segment 0 there are no segments. With :split_held_out 1 customers left out of fits are no part of the held-out snapshot: a calibration learned from them.
with judged_rows as (
  select
    p.scorer,
    case
      when p.snapshot_date = :held_out and not (p.left_out and :split_held_out = 1) then 'held_out'
      when p.left_out then 'left_out'
      else 'fitted'
    end as part,
    cast(p.snapshot_date as string) as snapshot_date,
    l.churned,
    p.churn_probability,
    iff(p.churn_probability >= :threshold, 1, 0) as flagged,
    f.days_since_last_purchase as silent_days,
    iff(f.days_since_last_purchase > :churn_window_days, 1, 0) as silent,
    nvl(f.customer_segment, 'unknown') as customer_segment,
    nvl(f.gender, 'unknown') as gender,
    nvl(f.location, 'unknown') as location
  from landing_predictions p
  inner join customer_features f
    on f.snapshot_date = p.snapshot_date
    and f.customer_id = p.customer_id
  inner join known_labels l
    on l.snapshot_date = p.snapshot_date
    and l.customer_id = p.customer_id
  where p.scorer = :scorer
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
),

segmented_rows as (
  select scorer, part, 'all' as segment, answer, score, probability, row_count, positives, flagged, flagged_positives
  from answered_rows
  union all
  select scorer, part, 'snapshot_date=' || snapshot_date as segment, answer, score, probability, row_count, positives, flagged, flagged_positives
  from answered_rows
  where part = 'left_out' and :by_segment = 1
  union all
  select scorer, part, 'customer_segment=' || customer_segment as segment, answer, score, probability, row_count, positives, flagged, flagged_positives
  from answered_rows
  where part = 'held_out' and :by_segment = 1
  union all
  select scorer, part, 'gender=' || gender as segment, answer, score, probability, row_count, positives, flagged, flagged_positives
  from answered_rows
  where part = 'held_out' and :by_segment = 1
  union all
  select scorer, part, 'location=' || location as segment, answer, score, probability, row_count, positives, flagged, flagged_positives
  from answered_rows
  where part = 'held_out' and :by_segment = 1
)

select
  cast(scorer as string) as scorer,
  cast(part as string) as slice,
  cast(segment as string) as segment,
  cast(answer as string) as answer,
  cast(score as double) as score,
  cast(probability as double) as probability,
  cast(row_count as bigint) as row_count,
  cast(positives as bigint) as positives,
  cast(flagged as bigint) as flagged,
  cast(flagged_positives as bigint) as flagged_positives
from segmented_rows
