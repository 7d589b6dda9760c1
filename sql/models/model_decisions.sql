-- One row per decision on a challenger, oldest first.
select
  decision_id,
  watermark,
  challenger,
  champion,
  outcome,
  reason,
  evidence,
  trained_because
from model_decisions
order by
  decided_at nulls last,
  watermark nulls last,
  length(challenger) nulls last,
  challenger nulls last,
  decision_id nulls last
