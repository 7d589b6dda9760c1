-- One row per snapshot and number of days: how predictions ranked who bought within them, before labels came, beside earlier snapshots.
select
  snapshot_date,
  days,
  model_version,
  row_count,
  auc as value,
  low,
  high,
  recency_auc,
  earlier_snapshots,
  earlier_auc,
  earlier_lowest,
  verdict,
  reason
from interim_performance
order by snapshot_date nulls last, days nulls last
