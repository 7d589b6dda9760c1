-- One row per snapshot, model version and subject compared with the model's training rows.
create table if not exists feature_drift (
  snapshot_date date not null,
  model_version string not null,
  baseline string not null, -- what it is compared with
  subject string not null, -- feature, prediction, label
  name string not null,
  metric string not null, -- psi
  value double, -- null without evidence
  threshold double not null,
  verdict string not null, -- OK, BREACH, NO_EVIDENCE
  run_id string not null
)
