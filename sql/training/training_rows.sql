-- One row per requested snapshot and customer with a FINAL label: features, label, and whether the customer is left out of the fit.
select
  cast(f.snapshot_date as date) as snapshot_date,
  cast(f.customer_id as string) as customer_id,
  cast(f.age as bigint) as age,
  cast(f.gender as string) as gender,
  cast(f.location as string) as location,
  cast(f.customer_segment as string) as customer_segment,
  cast(f.tenure_days as bigint) as tenure_days,
  cast(f.last_purchase_date as date) as last_purchase_date,
  cast(f.days_since_last_purchase as bigint) as days_since_last_purchase,
  cast(f.sum_total_amount_past_7d as double) as sum_total_amount_past_7d,
  cast(f.sum_total_amount_past_1mm as double) as sum_total_amount_past_1mm,
  cast(f.sum_total_amount_past_2mm as double) as sum_total_amount_past_2mm,
  cast(f.sum_total_amount_past_3mm as double) as sum_total_amount_past_3mm,
  cast(f.count_orders_past_7d as bigint) as count_orders_past_7d,
  cast(f.count_orders_past_1mm as bigint) as count_orders_past_1mm,
  cast(f.count_orders_past_2mm as bigint) as count_orders_past_2mm,
  cast(f.count_orders_past_3mm as bigint) as count_orders_past_3mm,
  cast(f.count_orders_total as bigint) as count_orders_total,
  cast(f.sum_total_amount_total as double) as sum_total_amount_total,
  cast(f.avg_order_amount as double) as avg_order_amount,
  cast(f.sentiment_min_2 as double) as sentiment_min_2,
  cast(f.sentiment_min_3 as double) as sentiment_min_3,
  cast(f.sentiment_min_4 as double) as sentiment_min_4,
  cast(f.sentiment_avg_2 as double) as sentiment_avg_2,
  cast(f.sentiment_avg_3 as double) as sentiment_avg_3,
  cast(f.sentiment_avg_4 as double) as sentiment_avg_4,
  cast(d.churned as bigint) as churned,
  cast(d.left_out as boolean) as left_out
from requested_snapshots r
inner join customer_features f
  on f.snapshot_date = r.snapshot_date
inner join drawn_customers d
  on d.snapshot_date = f.snapshot_date
  and d.customer_id = f.customer_id
where r.run_id = :run_id
