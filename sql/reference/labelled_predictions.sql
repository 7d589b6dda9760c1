-- One row per landed prediction of a scorer with a FINAL label, and with features as this product computes them: those of the scored row are the reference's.
select
  p.scorer,
  p.snapshot_date,
  p.churn_probability,
  p.left_out,
  l.churned,
  f.days_since_last_purchase,
  f.customer_segment,
  f.gender,
  f.location
from landing_predictions p
inner join customer_features f
  on f.snapshot_date = p.snapshot_date
  and f.customer_id = p.customer_id
inner join customer_labels l
  on l.snapshot_date = p.snapshot_date
  and l.customer_id = p.customer_id
where p.scorer = :scorer
  and l.label_state = 'FINAL'
