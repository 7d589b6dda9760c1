-- One row per bin of the model's baseline: the training rows in it, and the rows of the snapshot that fall into it.
-- A subject of which the snapshot has no value at all has no row. Unseen and missing categories fall into the bin without a category.
with baseline as (
  select
    name,
    bin,
    lower_bound,
    upper_bound,
    category,
    expected_count
  from model_baselines
  where model_version = :model_version
    and subject = :subject
),

snapshot_rows as (
  select
    cast(f.age as double) as age,
    cast(f.tenure_days as double) as tenure_days,
    cast(f.days_since_last_purchase as double) as days_since_last_purchase,
    cast(f.sum_total_amount_past_7d as double) as sum_total_amount_past_7d,
    cast(f.sum_total_amount_past_1mm as double) as sum_total_amount_past_1mm,
    cast(f.sum_total_amount_past_2mm as double) as sum_total_amount_past_2mm,
    cast(f.sum_total_amount_past_3mm as double) as sum_total_amount_past_3mm,
    cast(f.count_orders_past_7d as double) as count_orders_past_7d,
    cast(f.count_orders_past_1mm as double) as count_orders_past_1mm,
    cast(f.count_orders_past_2mm as double) as count_orders_past_2mm,
    cast(f.count_orders_past_3mm as double) as count_orders_past_3mm,
    cast(f.count_orders_total as double) as count_orders_total,
    cast(f.sum_total_amount_total as double) as sum_total_amount_total,
    cast(f.avg_order_amount as double) as avg_order_amount,
    cast(f.sentiment_min_2 as double) as sentiment_min_2,
    cast(f.sentiment_min_3 as double) as sentiment_min_3,
    cast(f.sentiment_min_4 as double) as sentiment_min_4,
    cast(f.sentiment_avg_2 as double) as sentiment_avg_2,
    cast(f.sentiment_avg_3 as double) as sentiment_avg_3,
    cast(f.sentiment_avg_4 as double) as sentiment_avg_4,
    cast(p.churn_probability as double) as churn_probability
  from customer_features f
  left join churn_predictions p
    on p.snapshot_date = f.snapshot_date
    and p.customer_id = f.customer_id
    and p.model_version = :model_version
  where f.snapshot_date = :snapshot_date
),

snapshot_values as (
  select
    lower(name) as name,
    value
  from snapshot_rows
  unpivot (
    value for name in (
      age,
      tenure_days,
      days_since_last_purchase,
      sum_total_amount_past_7d,
      sum_total_amount_past_1mm,
      sum_total_amount_past_2mm,
      sum_total_amount_past_3mm,
      count_orders_past_7d,
      count_orders_past_1mm,
      count_orders_past_2mm,
      count_orders_past_3mm,
      count_orders_total,
      sum_total_amount_total,
      avg_order_amount,
      sentiment_min_2,
      sentiment_min_3,
      sentiment_min_4,
      sentiment_avg_2,
      sentiment_avg_3,
      sentiment_avg_4,
      churn_probability
    )
  )
),

snapshot_categories as (
  select 'gender' as name, gender as category
  from customer_features
  where snapshot_date = :snapshot_date
  union all
  select 'location' as name, location as category
  from customer_features
  where snapshot_date = :snapshot_date
  union all
  select 'customer_segment' as name, customer_segment as category
  from customer_features
  where snapshot_date = :snapshot_date
),

numeric_counts as (
  select
    b.name,
    b.bin,
    count(*) as actual_count
  from baseline b
  inner join snapshot_values v
    on v.name = b.name
    and (b.lower_bound is null or v.value > b.lower_bound)
    and (b.upper_bound is null or v.value <= b.upper_bound)
  group by b.name, b.bin
),

known_categories as (
  select name, bin, category
  from baseline
  where category is not null
),

categorical_counts as (
  select
    c.name,
    nvl(k.bin, u.bin) as bin,
    count(*) as actual_count
  from snapshot_categories c
  inner join baseline u
    on u.name = c.name
    and u.category is null
  left join known_categories k
    on k.name = c.name
    and k.category = c.category
  group by c.name, nvl(k.bin, u.bin)
),

actual_counts as (
  select name, bin, actual_count
  from numeric_counts
  union all
  select name, bin, actual_count
  from categorical_counts
),

subjects_with_values as (
  select distinct name
  from actual_counts
)

select
  cast(b.name as string) as name,
  cast(b.bin as bigint) as bin,
  cast(b.expected_count as bigint) as expected_count,
  cast(zeroifnull(a.actual_count) as bigint) as actual_count
from baseline b
inner join subjects_with_values s
  on s.name = b.name
left join actual_counts a
  on a.name = b.name
  and a.bin = b.bin
order by b.name nulls last, b.bin nulls last
