-- One row per decision on a model that any run recorded, oldest first.
select
  run_id,
  decision_id,
  watermark,
  challenger,
  champion,
  outcome,
  reason,
  evidence,
  trained_because
from model_decisions
order by decided_at nulls last, decision_id nulls last
