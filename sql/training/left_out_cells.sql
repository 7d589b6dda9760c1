-- One row per cell (0.005 wide) of the logit of the probabilities that landed for customers left out of the fit.
with labelled_rows as (
  select
    p.churn_probability as probability,
    l.churned,
    ln(greatest(p.churn_probability, 0.0000001))
      - ln(1 - least(p.churn_probability, 0.9999999)) as logit
  from landing_predictions p
  inner join customer_labels l
    on l.snapshot_date = p.snapshot_date
    and l.customer_id = p.customer_id
  where l.label_state = 'FINAL'
    and p.churn_probability between 0 and 1
),

placed_rows as (
  select
    probability,
    churned,
    logit,
    floor(logit * 200) as cell
  from labelled_rows
)

select
  cast(cell as bigint) as cell,
  cast(count(*) as bigint) as row_count,
  cast(sum(churned) as bigint) as positives,
  cast(min(probability) as double) as lowest_probability,
  cast(max(probability) as double) as highest_probability,
  cast(sum(cast(probability as decimal(38,12))) as double) as probability_sum,
  cast(sum(cast(churned * logit as decimal(38,12))) as double) as churned_logit_sum,
  cast(sum(cast((1 - churned) * logit as decimal(38,12))) as double) as retained_logit_sum
from placed_rows
group by cell
order by cell nulls last
