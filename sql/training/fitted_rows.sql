-- One row per row of training_rows, in the order of a fit: features, label, and whether the customer is left out.
select
  cast(f.snapshot_date as date) as snapshot_date,
  cast(f.customer_id as string) as customer_id,
  :feature_columns,
  cast(f.churned as bigint) as churned,
  cast(f.left_out as boolean) as left_out
from training_rows f
order by f.snapshot_date nulls last, f.customer_id nulls last
