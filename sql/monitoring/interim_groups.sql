-- One row per prediction of a requested snapshot, by the model version that scored it: whether the customer bought nothing in the first :days days.
-- The recency rule has few answers, so that its rows are counted, see row_count.
with days_of_snapshots as (
  select
    snapshot_date,
    cast(dateadd('day', :days, snapshot_date) as date) as days_end
  from requested_snapshots
),

buyers as (
  select distinct
    d.snapshot_date,
    s.customer_id
  from days_of_snapshots d
  inner join sales s
    on s.transaction_date >= d.snapshot_date
    and s.transaction_date < d.days_end
    and not nvl(s.is_return, false)
),

judged_rows as (
  select
    p.snapshot_date,
    p.model_version,
    p.churn_probability,
    f.days_since_last_purchase as silent_days,
    iff(b.customer_id is null, 1, 0) as gone
  from days_of_snapshots d
  inner join churn_predictions p
    on p.snapshot_date = d.snapshot_date
  inner join customer_features f
    on f.snapshot_date = p.snapshot_date
    and f.customer_id = p.customer_id
  left join buyers b
    on b.snapshot_date = p.snapshot_date
    and b.customer_id = p.customer_id
),

answered_rows as (
  select
    snapshot_date, model_version, 'model' as answer,
    cast(churn_probability as double) as score, cast(churn_probability as double) as probability,
    1 as row_count, gone as positives
  from judged_rows
  union all
  select
    snapshot_date, model_version, 'recency' as answer,
    cast(silent_days as double) as score, cast(iff(silent_days > :days, 1, 0) as double) as probability,
    count(*) as row_count, sum(gone) as positives
  from judged_rows
  group by snapshot_date, model_version, silent_days
)

select
  cast(model_version as string) as scorer,
  cast(snapshot_date as string) || ' ' || cast(:days as string) as slice,
  0 as by_snapshot,
  0 as by_attribute,
  '' as snapshot_date,
  '' as customer_segment,
  '' as gender,
  '' as location,
  answer,
  score,
  probability,
  row_count,
  positives,
  0 as flagged,
  0 as flagged_positives
from answered_rows
