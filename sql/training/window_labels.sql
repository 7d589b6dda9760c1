-- One row per snapshot and customer whose label over some churn window is known, from labels that no table holds.
select
  snapshot_date,
  customer_id,
  churned
from labels_of_window
where label_state = 'FINAL'
