-- One row per part of a scorer's landed predictions (fitted, left_out, held_out), segment (snapshots of left_out, segments of held_out), answer and score.
-- With :by_segment 0 there are no segments.
with judged_rows as (
  select
    p.scorer,
    case
      when p.snapshot_date = :held_out then 'held_out'
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
    scorer, part, snapshot_date, customer_segment, gender, location, churned, 'model' as answer,
    cast(churn_probability as double) as score, cast(churn_probability as double) as probability, flagged
  from judged_rows
  union all
  select
    scorer, part, snapshot_date, customer_segment, gender, location, churned, 'recency' as answer,
    cast(silent_days as double) as score, cast(silent as double) as probability, silent as flagged
  from judged_rows
),

segmented_rows as (
  select scorer, part, 'all' as segment, answer, score, probability, churned, flagged
  from answered_rows
  union all
  select scorer, part, 'snapshot_date=' || snapshot_date as segment, answer, score, probability, churned, flagged
  from answered_rows
  where part = 'left_out' and :by_segment = 1
  union all
  select scorer, part, 'customer_segment=' || customer_segment as segment, answer, score, probability, churned, flagged
  from answered_rows
  where part = 'held_out' and :by_segment = 1
  union all
  select scorer, part, 'gender=' || gender as segment, answer, score, probability, churned, flagged
  from answered_rows
  where part = 'held_out' and :by_segment = 1
  union all
  select scorer, part, 'location=' || location as segment, answer, score, probability, churned, flagged
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
  cast(count(*) as bigint) as row_count,
  cast(sum(churned) as bigint) as positives,
  cast(sum(flagged) as bigint) as flagged,
  cast(sum(churned * flagged) as bigint) as flagged_positives
from segmented_rows
group by scorer, part, segment, answer, score, probability
