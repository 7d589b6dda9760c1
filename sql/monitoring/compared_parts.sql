-- One row per segment, gender and location that customers of the snapshot or of a reference have: its number.
with parts as (
  select distinct
    nvl(f.customer_segment, 'unknown') as customer_segment,
    nvl(f.gender, 'unknown') as gender,
    nvl(f.location, 'unknown') as location
  from customer_features f
  where f.snapshot_date = :snapshot_date
    or f.snapshot_date in (select reference_date from drift_references)
)

select
  customer_segment,
  gender,
  location,
  row_number() over (order by customer_segment nulls last, gender nulls last, location nulls last) as part
from parts
