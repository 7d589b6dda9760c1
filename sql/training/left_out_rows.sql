-- One row per FINAL label of a customer left out of the fit, with one scorer's probability, as a group of one row.
select
  p.scorer,
  'left_out' as slice,
  'all' as segment,
  'model' as answer,
  1 as row_count,
  l.churned as positives,
  p.churn_probability as probability
from landing_predictions p
inner join customer_labels l
  on l.snapshot_date = p.snapshot_date
  and l.customer_id = p.customer_id
where p.scorer = :scorer
  and p.left_out
  and l.label_state = 'FINAL'
