-- One row per snapshot, subject and name that were compared, over all customers. Rows of releases that compared with the training rows have no verdict here.
select
  snapshot_date,
  subject,
  name,
  model_version,
  iff(metric = 'psi_excess', verdict, 'NO_EVIDENCE') as verdict,
  iff(metric = 'psi_excess', value, null) as value,
  threshold,
  breach_since
from feature_drift
where nvl(segment, 'all') = 'all'
order by snapshot_date nulls last, subject nulls last, name nulls last
