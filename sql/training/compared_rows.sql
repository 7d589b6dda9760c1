-- One row per compared customer of the held-out snapshot, with one scorer's probability. All customers are compared,
-- or the :most_customers whose seeded hash is lowest. row_hash covers every feature of the customer; the margin
-- is what is kept if the customer stays.
with held_out_rows as (
  select
    p.scorer,
    p.customer_id,
    l.churned,
    p.churn_probability,
    nvl(f.customer_segment, 'unknown') as customer_segment,
    nvl(f.gender, 'unknown') as gender,
    nvl(f.location, 'unknown') as location,
    m.margin_usd,
    md5(:feature_text) as row_hash,
    md5(cast(:seed as string) || ':compared:' || p.customer_id) as sampling_hash
  from landing_predictions p
  inner join customer_features f
    on f.snapshot_date = p.snapshot_date
    and f.customer_id = p.customer_id
  inner join customer_labels l
    on l.snapshot_date = p.snapshot_date
    and l.customer_id = p.customer_id
  inner join customer_margins m
    on m.snapshot_date = p.snapshot_date
    and m.customer_id = p.customer_id
  where p.scorer = :scorer
    and p.snapshot_date = :held_out
    and l.label_state = 'FINAL'
),

sampled_rows as (
  select
    scorer,
    customer_id,
    churned,
    churn_probability,
    customer_segment,
    gender,
    location,
    margin_usd,
    row_hash,
    count(*) over () as held_out_customers
  from held_out_rows
  qualify row_number() over (order by sampling_hash nulls last, customer_id nulls last) <= :most_customers
)

select
  cast(scorer as string) as scorer,
  cast(customer_id as string) as customer_id,
  cast(churned as bigint) as churned,
  cast(churn_probability as double) as churn_probability,
  cast(customer_segment as string) as customer_segment,
  cast(gender as string) as gender,
  cast(location as string) as location,
  cast(margin_usd as double) as margin_usd,
  cast(row_hash as string) as row_hash,
  cast(held_out_customers as bigint) as held_out_customers
from sampled_rows
