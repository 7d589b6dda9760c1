-- One row per requested snapshot and customer by the rules of the reference: windows end with the customer's last purchase, no label has matured.
-- The reference knows no returns: a return counts as a purchase.
with anchors as (
  select
    d.snapshot_date,
    s.customer_id,
    min(s.transaction_date) as first_purchase_date,
    max(s.transaction_date) as last_purchase_date,
    cast(dateadd('day', 1, max(s.transaction_date)) as date) as anchor
  from requested_snapshots d
  inner join sales s
    on s.transaction_date < d.snapshot_date
  where d.run_id = :run_id
  group by d.snapshot_date, s.customer_id
),

purchases_before_anchor as (
  select
    a.snapshot_date,
    a.customer_id,
    a.anchor,
    a.first_purchase_date,
    a.last_purchase_date,
    sum(iff(s.transaction_date >= a.anchor - interval '7 days', s.total_amount, 0)) as amount_7d,
    sum(iff(s.transaction_date >= a.anchor - interval '1 month', s.total_amount, 0)) as amount_1mm,
    sum(iff(s.transaction_date >= a.anchor - interval '2 months', s.total_amount, 0)) as amount_2mm,
    sum(iff(s.transaction_date >= a.anchor - interval '3 months', s.total_amount, 0)) as amount_3mm,
    sum(s.total_amount) as amount_total,
    count_if(s.transaction_date >= a.anchor - interval '7 days') as orders_7d,
    count_if(s.transaction_date >= a.anchor - interval '1 month') as orders_1mm,
    count_if(s.transaction_date >= a.anchor - interval '2 months') as orders_2mm,
    count_if(s.transaction_date >= a.anchor - interval '3 months') as orders_3mm,
    count(*) as orders_total
  from anchors a
  inner join sales s
    on s.customer_id = a.customer_id
    and s.transaction_date < a.anchor
  group by a.snapshot_date, a.customer_id, a.anchor, a.first_purchase_date, a.last_purchase_date
),

attributes_over_time as (
  select
    customer_id,
    age,
    gender,
    location,
    customer_segment,
    signup_date,
    valid_from,
    iff(
      row_number() over (partition by customer_id order by valid_from nulls first, load_number nulls first) = 1,
      date '0001-01-01',
      valid_from
    ) as counts_from,
    nvl(
      lead(valid_from) over (partition by customer_id order by valid_from nulls first, load_number nulls first),
      date '9999-12-31'
    ) as counts_until
  from customers
),

newest_comments as (
  select
    a.snapshot_date,
    a.customer_id,
    f.sentiment,
    row_number() over (
      partition by a.snapshot_date, a.customer_id
      order by
        f.chat_date desc nulls last,
        try_cast(f.feedback_id as decimal(38, 0)) desc nulls last,
        length(f.feedback_id) desc nulls last,
        f.feedback_id desc nulls last
    ) as newest
  from anchors a
  inner join feedback_sentiment f
    on f.customer_id = a.customer_id
    and f.chat_date < a.anchor
  where f.sentiment is not null
  qualify newest <= 4
),

mood_before_anchor as (
  select
    snapshot_date,
    customer_id,
    min(iff(newest <= 2, sentiment, null)) as min_2,
    min(iff(newest <= 3, sentiment, null)) as min_3,
    min(sentiment) as min_4,
    avg(iff(newest <= 2, cast(sentiment as decimal(18, 9)), null)) as avg_2,
    avg(iff(newest <= 3, cast(sentiment as decimal(18, 9)), null)) as avg_3,
    avg(cast(sentiment as decimal(18, 9))) as avg_4
  from newest_comments
  group by snapshot_date, customer_id
)

select
  cast(p.snapshot_date as date) as snapshot_date,
  cast(p.customer_id as string) as customer_id,
  cast(c.age as bigint) as age,
  cast(c.gender as string) as gender,
  cast(c.location as string) as location,
  cast(c.customer_segment as string) as customer_segment,
  cast(c.valid_from as date) as attributes_valid_from,
  cast(datediff('day', nvl(c.signup_date, p.first_purchase_date), p.anchor) as bigint) as tenure_days,
  cast(p.last_purchase_date as date) as last_purchase_date,
  cast(datediff('day', p.last_purchase_date, p.anchor) as bigint) as days_since_last_purchase,
  cast(p.amount_7d as double) as sum_total_amount_past_7d,
  cast(p.amount_1mm as double) as sum_total_amount_past_1mm,
  cast(p.amount_2mm as double) as sum_total_amount_past_2mm,
  cast(p.amount_3mm as double) as sum_total_amount_past_3mm,
  cast(p.orders_7d as bigint) as count_orders_past_7d,
  cast(p.orders_1mm as bigint) as count_orders_past_1mm,
  cast(p.orders_2mm as bigint) as count_orders_past_2mm,
  cast(p.orders_3mm as bigint) as count_orders_past_3mm,
  cast(p.orders_total as bigint) as count_orders_total,
  cast(p.amount_total as double) as sum_total_amount_total,
  cast(p.amount_total as double) / p.orders_total as avg_order_amount,
  cast(nvl(m.min_2, 0) as double) as sentiment_min_2,
  cast(nvl(m.min_3, 0) as double) as sentiment_min_3,
  cast(nvl(m.min_4, 0) as double) as sentiment_min_4,
  cast(nvl(m.avg_2, 0) as double) as sentiment_avg_2,
  cast(nvl(m.avg_3, 0) as double) as sentiment_avg_3,
  cast(nvl(m.avg_4, 0) as double) as sentiment_avg_4,
  cast(d.churned as bigint) as churned,
  cast(d.left_out as boolean) as left_out
from purchases_before_anchor p
inner join drawn_customers d
  on d.snapshot_date = p.snapshot_date
  and d.customer_id = p.customer_id
left join attributes_over_time c
  on c.customer_id = p.customer_id
  and c.counts_from <= p.snapshot_date
  and c.counts_until > p.snapshot_date
left join mood_before_anchor m
  on m.snapshot_date = p.snapshot_date
  and m.customer_id = p.customer_id
