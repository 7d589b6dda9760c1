-- One row per compared customer of the held-out snapshot, with the probabilities of up to three scorers; of one that there is not, null.
-- All customers that the first scored are compared, or the :most_customers whose seeded hash is lowest. row_hash covers
-- every feature of the customer; the margin is what is kept if the customer stays. With :split_held_out 1 customers left out of
-- fits are not compared: a calibration learned from them.
with held_out_rows as (
  select
    p.customer_id,
    p.snapshot_date,
    p.churned,
    p.churn_probability,
    count(*) over () as held_out_customers,
    md5(cast(:seed as string) || ':compared:' || p.customer_id) as sampling_hash
  from landing_predictions p
  where p.scorer = :scorer
    and p.snapshot_date = :held_out
    and not (p.left_out and :split_held_out = 1)
),

sampled_rows as (
  select
    customer_id,
    snapshot_date,
    churned,
    churn_probability,
    held_out_customers
  from held_out_rows
  qualify row_number() over (order by sampling_hash nulls last, customer_id nulls last) <= :most_customers
),

second_scores as (
  select customer_id, churn_probability
  from landing_predictions
  where scorer = :second_scorer
    and snapshot_date = :held_out
),

third_scores as (
  select customer_id, churn_probability
  from landing_predictions
  where scorer = :third_scorer
    and snapshot_date = :held_out
)

select
  cast(s.customer_id as string) as customer_id,
  cast(s.churned as bigint) as churned,
  cast(s.churn_probability as double) as first_probability,
  cast(a.churn_probability as double) as second_probability,
  cast(b.churn_probability as double) as third_probability,
  cast(nvl(f.customer_segment, 'unknown') as string) as customer_segment,
  cast(nvl(f.gender, 'unknown') as string) as gender,
  cast(nvl(f.location, 'unknown') as string) as location,
  cast(m.margin_usd as double) as margin_usd,
  cast(md5(concat(:feature_text)) as string) as row_hash,
  cast(s.held_out_customers as bigint) as held_out_customers
from sampled_rows s
inner join customer_features f
  on f.snapshot_date = s.snapshot_date
  and f.customer_id = s.customer_id
inner join customer_margins m
  on m.snapshot_date = s.snapshot_date
  and m.customer_id = s.customer_id
left join second_scores a
  on a.customer_id = s.customer_id
left join third_scores b
  on b.customer_id = s.customer_id
