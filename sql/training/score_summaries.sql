-- One row per part of the landed predictions (fitted, left_out, held_out): the sums that their metrics and the recency rule's need.
with judged_rows as (
  select
    case
      when p.snapshot_date = :held_out then 'held_out'
      when substr(md5(cast(:seed as string) || ':' || p.customer_id), 1, 8) < :left_out_below then 'left_out'
      else 'fitted'
    end as part,
    l.churned,
    p.churn_probability,
    iff(p.churn_probability >= :threshold, 1, 0) as flagged,
    f.days_since_last_purchase as silent_days,
    iff(f.days_since_last_purchase > :churn_window_days, 1, 0) as silent
  from landing_predictions p
  inner join customer_features f
    on f.snapshot_date = p.snapshot_date
    and f.customer_id = p.customer_id
  inner join customer_labels l
    on l.snapshot_date = p.snapshot_date
    and l.customer_id = p.customer_id
  where l.label_state = 'FINAL'
),

-- Rows with equal scores share the mean of their ranks.
ranked_rows as (
  select
    part,
    churned,
    churn_probability,
    flagged,
    silent,
    rank() over (partition by part order by churn_probability asc nulls first)
      + (count(*) over (partition by part, churn_probability) - 1) / 2.0 as probability_rank,
    rank() over (partition by part order by silent_days asc nulls first)
      + (count(*) over (partition by part, silent_days) - 1) / 2.0 as recency_rank
  from judged_rows
)

select
  cast(part as string) as part,
  cast(count(*) as bigint) as row_count,
  cast(sum(churned) as bigint) as positives,
  cast(min(churn_probability) as double) as lowest_probability,
  cast(max(churn_probability) as double) as highest_probability,
  cast(sum(churned * flagged) as bigint) as true_positives,
  cast(sum((1 - churned) * flagged) as bigint) as false_positives,
  cast(
    sum(cast((churn_probability - churned) * (churn_probability - churned) as decimal(18,9))) as double
  ) as squared_error_sum,
  cast(sum(churned * probability_rank) as double) as positive_rank_sum,
  cast(sum(churned * silent) as bigint) as recency_true_positives,
  cast(sum((1 - churned) * silent) as bigint) as recency_false_positives,
  cast(sum(iff(silent = churned, 0, 1)) as double) as recency_squared_error_sum,
  cast(sum(churned * recency_rank) as double) as recency_positive_rank_sum
from ranked_rows
group by part
order by part nulls last
