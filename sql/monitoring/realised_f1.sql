-- One row: the F1 that production realised on a snapshot. A model trained later was never in production for it, nor was a shadow.
with roles as (
  select
    challenger as model_version,
    outcome as role
  from model_decisions
  where outcome in ('PROMOTED', 'SHADOWED', 'UNSHADOWED')
    and watermark <= :snapshot_date
  qualify row_number() over (
    partition by challenger
    order by decided_at desc nulls last, decision_id desc nulls last
  ) = 1
),

champion_of_the_snapshot as (
  select challenger as model_version
  from model_decisions
  where outcome = 'PROMOTED'
    and watermark <= :snapshot_date
  qualify row_number() over (order by decided_at desc nulls last, decision_id desc nulls last) = 1
)

select
  p.model_version,
  p.value,
  p.constant_value,
  p.row_count,
  p.status
from model_performance p
left join model_versions v
  on v.model_version = p.model_version
left join roles r
  on r.model_version = p.model_version
left join champion_of_the_snapshot c
  on c.model_version = p.model_version
where p.snapshot_date = :snapshot_date
  and p.segment = 'all'
  and p.metric = 'f1'
  and p.model_version <> 'backtest'
  and (v.model_version is null or v.trained_on_watermark <= p.snapshot_date)
  and nvl(r.role, 'PROMOTED') = 'PROMOTED'
qualify row_number() over (
  order by
    iff(c.model_version is null, 1, 0) asc nulls last,
    length(p.model_version) desc nulls last,
    p.model_version desc nulls last
) = 1
