-- One row per snapshot, model version and metric: what was expected of its predictions before there were labels.
create table if not exists estimated_performance (
  snapshot_date date not null,
  model_version string not null,
  metric string not null, -- auc, brier
  value double, -- null without evidence
  low double, -- bounds of the 95 % band; null unless the status is OK
  high double,
  status string not null, -- OK, UNTRUSTED, NO_EVIDENCE
  reason string, -- why the status is not OK; null if it is
  answers_of date not null, -- snapshot that the probabilities were recalibrated on: the estimate holds if customers still answer as then
  held_out boolean not null, -- whether that is the snapshot held out from the training; else one scored in production
  slope double, -- of the recalibration line; null without evidence
  intercept double, -- of the recalibration line, at logit 0
  row_count bigint not null, -- customers scored
  run_id string not null
)
