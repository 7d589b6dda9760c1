-- One row per model version that scored the snapshot: sums over its predictions with FINAL labels, for the model and for the recency rule.
with judged_predictions as (
  select
    p.model_version,
    l.churned,
    p.churn_probability,
    p.churn_predicted,
    f.days_since_last_purchase,
    iff(f.days_since_last_purchase > :churn_window_days, 1, 0) as recency_predicted
  from churn_predictions p
  inner join customer_labels l
    on l.snapshot_date = p.snapshot_date
    and l.customer_id = p.customer_id
  inner join customer_features f
    on f.snapshot_date = p.snapshot_date
    and f.customer_id = p.customer_id
  where p.snapshot_date = :snapshot_date
    and l.label_state = 'FINAL'
),

ranked_predictions as (
  select
    model_version,
    churned,
    churn_probability,
    churn_predicted,
    recency_predicted,
    rank() over (partition by model_version order by churn_probability nulls last) as model_rank,
    count(*) over (partition by model_version, churn_probability) as model_ties,
    rank() over (partition by model_version order by days_since_last_purchase nulls last) as recency_rank,
    count(*) over (partition by model_version, days_since_last_purchase) as recency_ties
  from judged_predictions
)

select
  cast(model_version as string) as model_version,
  cast(count(*) as bigint) as row_count,
  cast(sum(churned) as bigint) as positives,
  cast(count_if(churned = 1 and churn_predicted = 1) as bigint) as true_positives,
  cast(count_if(churned = 0 and churn_predicted = 1) as bigint) as false_positives,
  cast(
    sum(cast((churn_probability - churned) * (churn_probability - churned) as decimal(18,9))) as double
  ) as squared_error_sum,
  cast(sum(cast(churned * (2 * model_rank + model_ties - 1) as bigint)) as double) / 2 as positive_rank_sum,
  cast(count_if(churned = 1 and recency_predicted = 1) as bigint) as recency_true_positives,
  cast(count_if(churned = 0 and recency_predicted = 1) as bigint) as recency_false_positives,
  cast(count_if(churned <> recency_predicted) as double) as recency_squared_error_sum,
  cast(sum(cast(churned * (2 * recency_rank + recency_ties - 1) as bigint)) as double) / 2
    as recency_positive_rank_sum
from ranked_predictions
group by model_version
order by model_version nulls last
