-- One row per requested snapshot and customer with a FINAL label, of those left out of the fit, the others or both, and before a day only those of either that are drawn: features, label, and whether the customer is left out.
-- One condition of a label and the requested snapshot: DuckDB then hashes a customer once a row, and before it looks for features.
select
  cast(f.snapshot_date as date) as snapshot_date,
  cast(f.customer_id as string) as customer_id,
  :feature_columns,
  cast(d.churned as bigint) as churned,
  cast(d.left_out as boolean) as left_out
from requested_snapshots r
inner join drawn_customers d
  on d.snapshot_date = r.snapshot_date
inner join customer_features f
  on f.snapshot_date = d.snapshot_date
  and f.customer_id = d.customer_id
where iff(
    d.left_out,
    :with_left_out and (r.snapshot_date >= :drawn_before or d.draw < :left_out_drawn_below),
    :with_others and (r.snapshot_date >= :drawn_before or d.draw < :drawn_below)
  )
