-- One row: the F1 that production realised on a snapshot. A model trained later than the snapshot was never in production for it.
select
  p.model_version,
  p.value,
  p.constant_value,
  p.row_count,
  p.status
from model_performance p
left join model_versions v
  on v.model_version = p.model_version
where p.snapshot_date = :snapshot_date
  and p.segment = 'all'
  and p.metric = 'f1'
  and p.model_version <> 'backtest'
  and (v.model_version is null or v.trained_on_watermark <= p.snapshot_date)
qualify row_number() over (
  order by length(p.model_version) desc nulls last, p.model_version desc nulls last
) = 1
