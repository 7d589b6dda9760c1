-- One row: the features of one customer at the newest snapshot that has some of it; none for a customer without any.
select
  cast(f.snapshot_date as date) as snapshot_date,
  :feature_columns
from customer_features f
where f.customer_id = :customer_id
qualify row_number() over (order by f.snapshot_date desc nulls last) = 1
