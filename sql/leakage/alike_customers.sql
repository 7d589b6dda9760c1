-- One row per snapshot and customer with a FINAL label, of sampled customers (those with the smallest hashes): its fold, and the cell of customers alike in recency and orders.
-- A cell is one of :recency_groups groups by days since the last purchase, :order_groups by orders of three months and :order_groups by all orders; equal values stay together.
with sampled_customers as (
  select customer_id
  from customer_features
  group by customer_id
  qualify row_number() over (
    order by md5(cast(:seed as string) || ':' || customer_id) nulls last, customer_id nulls last
  ) <= :most_customers
),

labelled as (
  select
    f.snapshot_date,
    f.customer_id,
    l.churned,
    count(*) over (partition by f.snapshot_date) as row_count,
    rank() over (partition by f.snapshot_date order by f.days_since_last_purchase nulls last) as recency_rank,
    rank() over (partition by f.snapshot_date order by f.count_orders_past_3mm nulls last) as recent_orders_rank,
    rank() over (partition by f.snapshot_date order by f.count_orders_total nulls last) as all_orders_rank
  from customer_features f
  inner join sampled_customers c
    on c.customer_id = f.customer_id
  inner join customer_labels l
    on l.snapshot_date = f.snapshot_date
    and l.customer_id = f.customer_id
  where l.label_state = 'FINAL'
    and l.churned is not null
)

select
  cast(snapshot_date as date) as snapshot_date,
  cast(customer_id as string) as customer_id,
  cast(churned as bigint) as churned,
  cast(
    mod(md5_number_lower64('fold:' || cast(:seed as string) || ':' || customer_id), 2) as bigint
  ) as fold,
  cast(
    (
      floor((recency_rank - 1) * :recency_groups / row_count) * :order_groups
      + floor((recent_orders_rank - 1) * :order_groups / row_count)
    ) * :order_groups
    + floor((all_orders_rank - 1) * :order_groups / row_count)
    as bigint
  ) as cell
from labelled
