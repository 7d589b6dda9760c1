-- One row per decision on a trained model, the newest first.
select
  model_version,
  trained_on_watermark,
  alias,
  outcome,
  compared_with,
  reason,
  decided_at
from report_models
order by decided_at desc nulls first, model_version desc nulls last, outcome nulls last
