-- One row: how many rows a snapshot gives to a training, and hashes of their content that do not depend on the order of the rows.
-- The lower 64 bits of a row's md5 are summed up as a number: both warehouses add them exactly.
with rows_of_snapshot as (
  select
    f.customer_id,
    d.left_out,
    md5_number_lower64(
      f.customer_id
      || '|' || nvl(cast(f.age as string), '-')
      || '|' || nvl('=' || f.gender, '-')
      || '|' || nvl('=' || f.location, '-')
      || '|' || nvl('=' || f.customer_segment, '-')
      || '|' || nvl(cast(f.tenure_days as string), '-')
      || '|' || nvl(cast(f.last_purchase_date as string), '-')
      || '|' || nvl(cast(f.days_since_last_purchase as string), '-')
      || '|' || nvl(cast(f.sum_total_amount_past_7d as string), '-')
      || '|' || nvl(cast(f.sum_total_amount_past_1mm as string), '-')
      || '|' || nvl(cast(f.sum_total_amount_past_2mm as string), '-')
      || '|' || nvl(cast(f.sum_total_amount_past_3mm as string), '-')
      || '|' || nvl(cast(f.count_orders_past_7d as string), '-')
      || '|' || nvl(cast(f.count_orders_past_1mm as string), '-')
      || '|' || nvl(cast(f.count_orders_past_2mm as string), '-')
      || '|' || nvl(cast(f.count_orders_past_3mm as string), '-')
      || '|' || nvl(cast(f.count_orders_total as string), '-')
      || '|' || nvl(cast(f.sum_total_amount_total as string), '-')
      || '|' || nvl(cast(f.avg_order_amount as string), '-')
      || '|' || nvl(cast(f.sentiment_min_2 as string), '-')
      || '|' || nvl(cast(f.sentiment_min_3 as string), '-')
      || '|' || nvl(cast(f.sentiment_min_4 as string), '-')
      || '|' || nvl(cast(f.sentiment_avg_2 as string), '-')
      || '|' || nvl(cast(f.sentiment_avg_3 as string), '-')
      || '|' || nvl(cast(f.sentiment_avg_4 as string), '-')
    ) as features_number,
    md5_number_lower64(f.customer_id || '|' || cast(d.churned as string)) as label_number
  from customer_features f
  inner join drawn_customers d
    on d.snapshot_date = f.snapshot_date
    and d.customer_id = f.customer_id
  where f.snapshot_date = :snapshot_date
),

sums as (
  select
    count(*) as all_rows,
    count_if(left_out) as left_out_rows,
    sum(features_number) as features_sum,
    sum(label_number) as labels_sum
  from rows_of_snapshot
)

select
  cast(all_rows as bigint) as row_count,
  cast(nvl(left_out_rows, 0) as bigint) as left_out_rows,
  cast(nvl(cast(features_sum as string), '-') as string) as features_content,
  cast(nvl(cast(labels_sum as string), '-') as string) as labels_content
from sums
