-- One row per snapshot and customer of known_labels: the label, and whether a seeded hash of the customer leaves it out of fits.
select
  snapshot_date,
  customer_id,
  churned,
  substr(md5(cast(:seed as string) || ':' || customer_id), 1, 8) < :left_out_below as left_out
from known_labels
