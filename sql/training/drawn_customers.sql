-- One row per snapshot and customer of known_labels: the label, the first digits of a seeded hash of the customer, and whether they leave it out of fits.
with hashed_customers as (
  select
    snapshot_date,
    customer_id,
    churned,
    substr(md5(cast(:seed as string) || ':' || customer_id), 1, 8) as draw
  from known_labels
)

select
  snapshot_date,
  customer_id,
  churned,
  draw,
  draw < :left_out_below as left_out
from hashed_customers
