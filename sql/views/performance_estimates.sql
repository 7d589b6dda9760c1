-- One row per snapshot, model version and metric: what was expected before labels came, and what was realised.
create or replace view performance_estimates as
with realised as (
  select
    snapshot_date,
    model_version,
    metric,
    value
  from model_performance
  where segment = 'all'
    and status = 'OK'
)

select
  e.snapshot_date, -- of the predictions
  e.model_version, -- that made them
  e.metric, -- auc, brier
  e.value, -- expected; null without evidence
  e.low, -- bounds of the 95 % band; null unless the status is OK
  e.high,
  e.status, -- OK, UNTRUSTED (customers or data have changed, so that the value may be far off), NO_EVIDENCE
  e.reason, -- why the status is not OK
  e.answers_of, -- the estimate holds if customers still answer as on this snapshot
  e.held_out, -- whether that is the snapshot held out from the model's training
  e.slope, -- of the recalibration line
  e.intercept, -- of the recalibration line
  e.row_count, -- customers scored
  r.value as realised, -- on final labels; null before
  e.value - r.value as error, -- estimate less realised value
  case when r.value between e.low and e.high then 1 when r.value is not null and e.low is not null then 0 end as covered, -- 1 = the band holds the realised value; null without both
  e.run_id -- run that estimated
from estimated_performance e
left join realised r
  on r.snapshot_date = e.snapshot_date
  and r.model_version = e.model_version
  and r.metric = e.metric
