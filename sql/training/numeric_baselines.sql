-- One row per feature or prediction and quantile bin (lower_bound, upper_bound] of the rows that the model was fitted on.
-- Nulls are in no bin; a feature without a value has none. Equal values never part, so there may be fewer bins than asked for.
with fitted_rows as (
  select
    f.snapshot_date,
    f.customer_id,
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
  from landing_predictions p
  inner join customer_features f
    on f.snapshot_date = p.snapshot_date
    and f.customer_id = p.customer_id
  where p.snapshot_date <> :held_out
    and substr(md5(cast(:seed as string) || ':' || p.customer_id), 1, 8) >= :left_out_below
),

fitted_values as (
  select
    snapshot_date,
    customer_id,
    lower(name) as name,
    value
  from fitted_rows
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

tiles as (
  select
    name,
    value,
    ntile(:bins) over (
      partition by name
      order by value asc nulls last, snapshot_date asc nulls last, customer_id asc nulls last
    ) as tile
  from fitted_values
),

edges as (
  select distinct
    name,
    max(value) as edge
  from tiles
  group by name, tile
),

bins as (
  select
    name,
    row_number() over (partition by name order by edge asc nulls last) as bin,
    lag(edge) over (partition by name order by edge asc nulls last) as lower_bound,
    iff(edge = max(edge) over (partition by name), null, edge) as upper_bound
  from edges
)

select
  cast(iff(b.name = 'churn_probability', 'prediction', 'feature') as string) as subject,
  cast(b.name as string) as name,
  cast(b.bin as bigint) as bin,
  cast(b.lower_bound as double) as lower_bound,
  cast(b.upper_bound as double) as upper_bound,
  cast(count(*) as bigint) as expected_count
from bins b
inner join fitted_values v
  on v.name = b.name
  and (b.lower_bound is null or v.value > b.lower_bound)
  and (b.upper_bound is null or v.value <= b.upper_bound)
group by b.name, b.bin, b.lower_bound, b.upper_bound
order by b.name nulls last, b.bin nulls last
