-- One row per snapshot and customer with a FINAL label.
select
  snapshot_date,
  customer_id,
  churned
from customer_labels
where label_state = 'FINAL'
