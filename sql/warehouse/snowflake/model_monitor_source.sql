-- One row per snapshot and customer that the model scored, with the outcome once it is FINAL. Not shared: it feeds a model monitor.
create or replace view :source_name as
select
  cast(p.snapshot_date as timestamp without time zone) as predicted_at,
  cast(p.snapshot_date as string) as snapshot_id,
  p.customer_id,
  p.churn_probability,
  p.churn_predicted,
  l.churned,
  :feature_columns
from churn_predictions p
inner join customer_features f
  on f.snapshot_date = p.snapshot_date and f.customer_id = p.customer_id
left join customer_labels l
  on l.snapshot_date = p.snapshot_date and l.customer_id = p.customer_id and l.label_state = 'FINAL'
where p.model_version = :model_version
