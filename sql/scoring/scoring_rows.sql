-- One row per requested snapshot and customer: the features that a model scores.
select
  cast(f.snapshot_date as date) as snapshot_date,
  cast(f.customer_id as string) as customer_id,
  :feature_columns
from requested_snapshots r
inner join customer_features f
  on f.snapshot_date = r.snapshot_date
