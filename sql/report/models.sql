-- One row per decision on a trained model, the newest first.
select
  model_version,
  watermark,
  alias_now,
  outcome,
  champion_before,
  reason,
  decided_at
from model_decisions_history
order by decided_at desc nulls last, decision_id desc nulls last
