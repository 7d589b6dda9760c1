-- One row per snapshot and customer that the model scored, with the outcome once it is FINAL. Not shared: it feeds a model monitor.
create or replace view :source_name as
select
  cast(p.snapshot_date as timestamp without time zone) as predicted_at,
  cast(p.snapshot_date as string) as snapshot_id,
  p.customer_id,
  p.churn_probability,
  p.churn_predicted,
  l.churned,
  f.age,
  f.gender,
  f.location,
  f.customer_segment,
  f.tenure_days,
  f.last_purchase_date,
  f.days_since_last_purchase,
  f.sum_total_amount_past_7d,
  f.sum_total_amount_past_1mm,
  f.sum_total_amount_past_2mm,
  f.sum_total_amount_past_3mm,
  f.count_orders_past_7d,
  f.count_orders_past_1mm,
  f.count_orders_past_2mm,
  f.count_orders_past_3mm,
  f.count_orders_total,
  f.sum_total_amount_total,
  f.avg_order_amount,
  f.sentiment_min_2,
  f.sentiment_min_3,
  f.sentiment_min_4,
  f.sentiment_avg_2,
  f.sentiment_avg_3,
  f.sentiment_avg_4
from churn_predictions p
inner join customer_features f
  on f.snapshot_date = p.snapshot_date and f.customer_id = p.customer_id
left join customer_labels l
  on l.snapshot_date = p.snapshot_date and l.customer_id = p.customer_id and l.label_state = 'FINAL'
where p.model_version = :model_version
