-- One row per snapshot and model version, of the newest :up_to snapshots.
select
  cast(snapshot_date as date) as snapshot_date,
  cast(model_version as string) as model_version,
  cast(label_state as string) as label_state,
  cast(matures_on as date) as matures_on,
  cast(customers as bigint) as customers,
  cast(churned as bigint) as churned,
  cast(iff(status = 'OK', cast(churned as double) / nullif(customers, 0), null) as double) as churn_rate,
  cast(status as string) as status,
  cast(iff(status = 'OK', label_state, coalesce(status, label_state)) as string) as evidence,
  cast(auc as double) as auc,
  cast(auc_low as double) as auc_low,
  cast(auc_high as double) as auc_high,
  cast(recency_auc as double) as recency_auc,
  cast(f1 as double) as f1,
  cast(recency_f1 as double) as recency_f1,
  cast(constant_f1 as double) as constant_f1,
  cast(brier as double) as brier,
  cast(constant_brier as double) as constant_brier,
  dense_rank() over (order by snapshot_date desc nulls last) as newest_first
from performance_by_snapshot
qualify newest_first <= :up_to
order by snapshot_date nulls first, model_version nulls first
