-- One row per snapshot and model that predicted it: what F1 and AUC it realised, on labels that matured.
select
  f.snapshot_date,
  f.model_version,
  f.value as f1,
  f.constant_value as constant_f1,
  a.value as auc
from model_performance f
inner join model_performance a
  on a.snapshot_date = f.snapshot_date
  and a.model_version = f.model_version
  and a.segment = f.segment
where f.segment = 'all'
  and f.metric = 'f1'
  and a.metric = 'auc'
  and f.status = 'OK'
  and a.status = 'OK'
order by f.snapshot_date nulls last, f.model_version nulls last
