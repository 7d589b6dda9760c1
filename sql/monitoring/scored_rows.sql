-- One row per prediction for a requested snapshot, by the model version that scored it, with a FINAL label. All are evaluated by their attributes, too.
-- The recency rule has few answers, so that its rows are counted, see row_count.
with judged_rows as (
  select
    p.snapshot_date,
    p.model_version,
    l.churned,
    p.churn_probability,
    p.churn_predicted,
    f.days_since_last_purchase as silent_days,
    iff(f.days_since_last_purchase > :churn_window_days, 1, 0) as silent,
    nvl(f.customer_segment, 'unknown') as customer_segment,
    nvl(f.gender, 'unknown') as gender,
    nvl(f.location, 'unknown') as location
  from requested_snapshots r
  inner join churn_predictions p
    on p.snapshot_date = r.snapshot_date
  inner join customer_labels l
    on l.snapshot_date = p.snapshot_date
    and l.customer_id = p.customer_id
  inner join customer_features f
    on f.snapshot_date = p.snapshot_date
    and f.customer_id = p.customer_id
  where l.label_state = 'FINAL'
),

answered_rows as (
  select
    snapshot_date, model_version, customer_segment, gender, location, 'model' as answer,
    cast(churn_probability as double) as score, cast(churn_probability as double) as probability,
    1 as row_count, churned as positives, churn_predicted as flagged, churned * churn_predicted as flagged_positives
  from judged_rows
  union all
  select
    snapshot_date, model_version, customer_segment, gender, location, 'recency' as answer,
    cast(silent_days as double) as score, cast(silent as double) as probability,
    count(*) as row_count, sum(churned) as positives, sum(silent) as flagged, sum(churned * silent) as flagged_positives
  from judged_rows
  group by snapshot_date, model_version, customer_segment, gender, location, silent_days, silent
)

select
  cast(model_version as string) as scorer,
  cast(snapshot_date as string) as slice,
  0 as by_snapshot,
  1 as by_attribute,
  cast(snapshot_date as string) as snapshot_date,
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
