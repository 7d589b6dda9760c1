-- One row per landed snapshot and customer: the probability of one model version, its class, its reasons, what a contact is worth, its group, and what is known of the customer.
-- Worth a contact is who is expected to earn more than a contact costs. Of those, the :most_candidates of highest value are
-- candidates; who of them is held out is drawn by a seeded hash that knows nothing of value, so both groups are alike.
with first_purchases as (
  select
    customer_id,
    min(transaction_date) as first_purchase_date
  from sales
  where not nvl(is_return, false)
  group by customer_id
),

known_customers as (
  select
    f.snapshot_date,
    f.customer_id,
    f.count_orders_total as purchases,
    datediff('day', p.first_purchase_date, f.snapshot_date) as history_days
  from customer_features f
  left join first_purchases p
    on p.customer_id = f.customer_id
),

valued_scores as (
  select
    s.scorer,
    s.snapshot_date,
    s.customer_id,
    s.churn_probability,
    s.reason_1,
    s.reason_1_value,
    s.reason_2,
    s.reason_2_value,
    s.reason_3,
    s.reason_3_value,
    m.margin_usd,
    s.churn_probability * :save_rate * m.margin_usd - :contact_cost as expected_value_usd
  from landing_scores s
  inner join customer_margins m
    on m.snapshot_date = s.snapshot_date
    and m.customer_id = s.customer_id
  where s.scorer = :scorer
),

worth_a_contact as (
  select
    snapshot_date,
    customer_id,
    md5(cast(:seed as string) || ':contact:' || cast(snapshot_date as string) || ':' || customer_id) as drawing_hash
  from valued_scores
  where expected_value_usd > 0
  qualify row_number() over (
    partition by snapshot_date
    order by expected_value_usd desc nulls last, customer_id nulls last
  ) <= :most_candidates
),

drawn_candidates as (
  select
    snapshot_date,
    customer_id,
    row_number() over (
      partition by snapshot_date
      order by drawing_hash nulls last, customer_id nulls last
    ) as place,
    count(*) over (partition by snapshot_date) as candidates
  from worth_a_contact
)

select
  cast(v.snapshot_date as date) as snapshot_date,
  cast(v.customer_id as string) as customer_id,
  cast(v.scorer as string) as model_version,
  cast(v.churn_probability as double) as churn_probability,
  cast(iff(v.churn_probability >= :threshold, 1, 0) as bigint) as churn_predicted,
  cast(:threshold as double) as threshold,
  cast(v.reason_1 as string) as reason_1,
  cast(v.reason_1_value as double) as reason_1_value,
  cast(v.reason_2 as string) as reason_2,
  cast(v.reason_2_value as double) as reason_2_value,
  cast(v.reason_3 as string) as reason_3,
  cast(v.reason_3_value as double) as reason_3_value,
  cast(v.margin_usd as double) as margin_usd,
  cast(v.expected_value_usd as double) as expected_value_usd,
  cast(case
    when d.customer_id is null then 'none'
    when d.place <= :most_contacts and d.place <= d.candidates - floor(d.candidates * :holdout_share) then 'contact'
    else 'holdout'
  end as string) as contact_group,
  cast(k.history_days as bigint) as history_days,
  cast(k.purchases as bigint) as purchases,
  cast(case when k.history_days < :min_history_days then 1 when k.history_days is not null then 0 end as bigint) as short_history
from valued_scores v
inner join known_customers k
  on k.snapshot_date = v.snapshot_date
  and k.customer_id = v.customer_id
left join drawn_candidates d
  on d.snapshot_date = v.snapshot_date
  and d.customer_id = v.customer_id
