-- At most one row: the first customer of a snapshot whose label is not PENDING.
select
  customer_id,
  label_state,
  churned
from customer_labels
where snapshot_date = :snapshot_date
  and (label_state <> 'PENDING' or churned is not null or next_purchase_date is not null)
order by customer_id nulls last
limit 1
