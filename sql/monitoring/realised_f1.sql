-- One row per evaluated snapshot: the F1 that production realised on it. A model trained later was never in production for it, nor was a shadow.
with evaluated_snapshots as (
  select distinct snapshot_date
  from model_performance
),

decisions_by_then as (
  select
    s.snapshot_date,
    d.challenger,
    d.outcome,
    d.decided_at,
    d.decision_id
  from evaluated_snapshots s
  inner join model_decisions d
    on d.watermark <= s.snapshot_date
),

roles as (
  select
    snapshot_date,
    challenger as model_version,
    outcome as role
  from decisions_by_then
  where outcome in ('PROMOTED', 'SHADOWED', 'UNSHADOWED')
  qualify row_number() over (
    partition by snapshot_date, challenger
    order by decided_at desc nulls last, decision_id desc nulls last
  ) = 1
),

champion_of_the_snapshot as (
  select
    snapshot_date,
    challenger as model_version
  from decisions_by_then
  where outcome = 'PROMOTED'
  qualify row_number() over (
    partition by snapshot_date
    order by decided_at desc nulls last, decision_id desc nulls last
  ) = 1
)

select
  p.snapshot_date,
  p.model_version,
  p.value,
  p.constant_value,
  p.status
from model_performance p
left join model_versions v
  on v.model_version = p.model_version
left join roles r
  on r.snapshot_date = p.snapshot_date
  and r.model_version = p.model_version
left join champion_of_the_snapshot c
  on c.snapshot_date = p.snapshot_date
  and c.model_version = p.model_version
where p.segment = 'all'
  and p.metric = 'f1'
  and p.model_version <> 'backtest'
  and (v.model_version is null or v.trained_on_watermark <= p.snapshot_date)
  and nvl(r.role, 'PROMOTED') = 'PROMOTED'
qualify row_number() over (
  partition by p.snapshot_date
  order by
    iff(c.model_version is null, 1, 0) asc nulls last,
    length(p.model_version) desc nulls last,
    p.model_version desc nulls last
) = 1
order by p.snapshot_date nulls last
