-- One row per requested snapshot and customer with a purchase before it; everything from days strictly before the snapshot.
-- A return lowers the sums and is nothing else.
-- Attributes are the newest row that was valid by then; a customer who had none has the oldest.
-- A comment is the newest from its day to the day of the next one, so that comments are ordered once for all snapshots.
-- A count of distinct days is dear; most days have one purchase, so the others are counted and taken off.
with snapshots as (
  select
    snapshot_date,
    cast(snapshot_date - interval '7 days' as date) as start_of_7d,
    cast(snapshot_date - interval '1 month' as date) as start_of_1mm,
    cast(snapshot_date - interval '2 months' as date) as start_of_2mm,
    cast(snapshot_date - interval '3 months' as date) as start_of_3mm
  from requested_snapshots
),

purchases_and_returns as (
  select
    customer_id,
    transaction_date,
    total_amount,
    iff(is_return, null, transaction_date) as purchase_date
  from sales
),

purchases_before_snapshot as (
  select
    d.snapshot_date,
    s.customer_id,
    min(s.purchase_date) as first_purchase_date,
    max(s.purchase_date) as last_purchase_date,
    sum(iff(s.transaction_date >= d.start_of_7d, s.total_amount, 0)) as amount_7d,
    sum(iff(s.transaction_date >= d.start_of_1mm, s.total_amount, 0)) as amount_1mm,
    sum(iff(s.transaction_date >= d.start_of_2mm, s.total_amount, 0)) as amount_2mm,
    sum(iff(s.transaction_date >= d.start_of_3mm, s.total_amount, 0)) as amount_3mm,
    sum(s.total_amount) as amount_total,
    sum(iff(s.purchase_date is null, 0, s.total_amount)) as amount_of_orders,
    count_if(s.purchase_date >= d.start_of_7d) as orders_7d,
    count_if(s.purchase_date >= d.start_of_1mm) as orders_1mm,
    count_if(s.purchase_date >= d.start_of_2mm) as orders_2mm,
    count_if(s.purchase_date >= d.start_of_3mm) as orders_3mm,
    count(s.purchase_date) as orders_total
  from snapshots d
  inner join purchases_and_returns s
    on s.transaction_date < d.snapshot_date
  group by d.snapshot_date, s.customer_id
  having count(s.purchase_date) > 0
),

repeats_on_days as (
  select
    customer_id,
    transaction_date,
    count(*) - 1 as repeats
  from sales
  where not nvl(is_return, false)
    and transaction_date < (select max(snapshot_date) from snapshots)
  group by customer_id, transaction_date
  having count(*) > 1
),

repeats_before_snapshot as (
  select
    d.snapshot_date,
    r.customer_id,
    sum(r.repeats) as repeats
  from snapshots d
  inner join repeats_on_days r
    on r.transaction_date < d.snapshot_date
  group by d.snapshot_date, r.customer_id
),

purchase_days_before_snapshot as (
  select
    p.snapshot_date,
    p.customer_id,
    p.first_purchase_date,
    p.last_purchase_date,
    p.amount_7d,
    p.amount_1mm,
    p.amount_2mm,
    p.amount_3mm,
    p.amount_total,
    p.amount_of_orders,
    p.orders_7d,
    p.orders_1mm,
    p.orders_2mm,
    p.orders_3mm,
    p.orders_total,
    p.orders_total - nvl(r.repeats, 0) as purchase_days
  from purchases_before_snapshot p
  left join repeats_before_snapshot r
    on r.snapshot_date = p.snapshot_date
    and r.customer_id = p.customer_id
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

-- A text that starts with a letter is no number; a cast that fails is dear.
ordered_comments as (
  select
    customer_id,
    chat_date,
    chat_time,
    iff(feedback_id < 'A', try_cast(feedback_id as decimal(38, 0)), null) as id_number,
    length(feedback_id) as id_length,
    feedback_id,
    sentiment
  from feedback_sentiment
  where sentiment is not null
    and chat_date < (select max(snapshot_date) from snapshots)
),

comments_over_time as (
  select
    customer_id,
    chat_date,
    nvl(
      lead(chat_date) over (partition by customer_id order by chat_date nulls first, chat_time nulls first, id_number nulls first, id_length nulls first, feedback_id nulls first),
      date '9999-12-31'
    ) as next_date,
    sentiment as s1,
    lag(sentiment, 1) over (partition by customer_id order by chat_date nulls first, chat_time nulls first, id_number nulls first, id_length nulls first, feedback_id nulls first) as s2,
    lag(sentiment, 2) over (partition by customer_id order by chat_date nulls first, chat_time nulls first, id_number nulls first, id_length nulls first, feedback_id nulls first) as s3,
    lag(sentiment, 3) over (partition by customer_id order by chat_date nulls first, chat_time nulls first, id_number nulls first, id_length nulls first, feedback_id nulls first) as s4
  from ordered_comments
),

mood_before_snapshot as (
  select
    d.snapshot_date,
    c.customer_id,
    least(c.s1, nvl(c.s2, c.s1)) as min_2,
    least(c.s1, nvl(c.s2, c.s1), nvl(c.s3, c.s1)) as min_3,
    least(c.s1, nvl(c.s2, c.s1), nvl(c.s3, c.s1), nvl(c.s4, c.s1)) as min_4,
    (c.s1 + nvl(c.s2, 0)) / iff(c.s2 is null, 1, 2) as avg_2,
    (c.s1 + nvl(c.s2, 0) + nvl(c.s3, 0)) / iff(c.s2 is null, 1, iff(c.s3 is null, 2, 3)) as avg_3,
    (c.s1 + nvl(c.s2, 0) + nvl(c.s3, 0) + nvl(c.s4, 0)) / iff(c.s2 is null, 1, iff(c.s3 is null, 2, iff(c.s4 is null, 3, 4))) as avg_4
  from snapshots d
  inner join comments_over_time c
    on c.chat_date < d.snapshot_date
    and c.next_date >= d.snapshot_date
)

select
  cast(p.snapshot_date as date) as snapshot_date,
  cast(p.customer_id as string) as customer_id,
  cast(c.age as bigint) as age,
  cast(c.gender as string) as gender,
  cast(c.location as string) as location,
  cast(c.customer_segment as string) as customer_segment,
  cast(c.valid_from as date) as attributes_valid_from,
  cast(
    datediff('day', iff(c.signup_date < p.snapshot_date, c.signup_date, p.first_purchase_date), p.snapshot_date) as bigint
  ) as tenure_days,
  cast(p.last_purchase_date as date) as last_purchase_date,
  cast(datediff('day', p.last_purchase_date, p.snapshot_date) as bigint) as days_since_last_purchase,
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
  cast(p.amount_of_orders as double) / p.orders_total as avg_order_amount,
  cast(p.purchase_days as bigint) as count_purchase_days,
  -- The days of silence over the mean gap, which is the days from the first to the last purchase over the gaps; with one purchase day there is none.
  cast(datediff('day', p.last_purchase_date, p.snapshot_date) * (p.purchase_days - 1) as double)
    / nullif(datediff('day', p.first_purchase_date, p.last_purchase_date), 0) as silence_in_gaps,
  cast(nvl(m.min_2, 0) as double) as sentiment_min_2,
  cast(nvl(m.min_3, 0) as double) as sentiment_min_3,
  cast(nvl(m.min_4, 0) as double) as sentiment_min_4,
  cast(nvl(m.avg_2, 0) as double) as sentiment_avg_2,
  cast(nvl(m.avg_3, 0) as double) as sentiment_avg_3,
  cast(nvl(m.avg_4, 0) as double) as sentiment_avg_4
from purchase_days_before_snapshot p
left join attributes_over_time c
  on c.customer_id = p.customer_id
  and c.counts_from <= p.snapshot_date
  and c.counts_until > p.snapshot_date
left join mood_before_snapshot m
  on m.snapshot_date = p.snapshot_date
  and m.customer_id = p.customer_id
