-- One row per snapshot, segment and metric: how the model that was in production for the snapshot did, once its labels were FINAL.
-- A model trained later was never in production for it, nor was a shadow.
create or replace view report_performance as
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
  p.snapshot_date, -- predictions were made for this day
  p.model_version, -- champion at the snapshot
  p.segment, -- all, or column=value
  p.metric,
  p.value, -- null unless the status is OK
  p.low, -- bounds of the 95 % interval
  p.high,
  p.constant_value, -- of the best constant answer on the same customers
  p.recency_value, -- of the rule "silent for longer than the churn window"
  p.row_count, -- customers
  p.positives, -- of them, those who left
  p.status -- OK, or why there is no value
from model_performance p
inner join champion_of_the_snapshot c
  on c.snapshot_date = p.snapshot_date
  and c.model_version = p.model_version
