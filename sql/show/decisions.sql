-- One row per decision on a model, of the newest :up_to.
select
  cast(decided_at as timestamp) as decided_at,
  cast(watermark as date) as watermark,
  cast(model_version as string) as model_version,
  cast(outcome as string) as outcome,
  cast(champion_before as string) as champion_before,
  cast(alias_now as string) as alias_now,
  cast(reason as string) as reason,
  cast(trained_because as string) as trained_because,
  cast(decision_id as string) as decision_id,
  cast(run_id as string) as run_id,
  row_number() over (order by decided_at desc nulls last, decision_id desc nulls last) as newest_first
from model_decisions_history
qualify newest_first <= :up_to
order by newest_first desc nulls last
