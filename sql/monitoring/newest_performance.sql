-- One row per main metric of the newest evaluated snapshot.
with judged as (
  select
    snapshot_date,
    model_version,
    metric,
    value,
    constant_value,
    recency_value,
    status
  from model_performance
  where segment = 'all'
    and metric in ('accuracy', 'auc', 'brier', 'f1', 'precision', 'recall')
    and model_version not in ('none', 'backtest')
),

newest as (
  select max(snapshot_date) as snapshot_date
  from judged
)

select
  j.snapshot_date,
  j.model_version,
  j.metric,
  j.value,
  j.constant_value,
  j.recency_value,
  j.status
from judged j
inner join newest n
  on n.snapshot_date = j.snapshot_date
order by j.model_version nulls last, j.metric nulls last
