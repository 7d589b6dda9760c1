-- One row per decision on a model that a run recorded, oldest first.
select
  decision_id,
  watermark,
  challenger,
  champion,
  outcome,
  reason,
  evidence
from model_decisions
where run_id = :run_id
order by decided_at nulls last, decision_id nulls last
