-- One row: the model in production, since when, and the newest snapshot that it has scored; none without one.
select
  a.model_version,
  a.updated_at,
  max(p.snapshot_date) as scored_snapshot
from model_aliases a
left join churn_predictions p
  on p.model_version = a.model_version
where a.alias = 'champion'
group by a.model_version, a.updated_at
