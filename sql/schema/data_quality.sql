-- One row per run, stage, subject and check.
create table if not exists data_quality (
  run_id string not null,
  stage string not null,
  subject string not null,
  check_name string not null,
  value double, -- null without evidence
  threshold double, -- bound that the value is held against
  verdict string not null -- OK, BREACH, NO_EVIDENCE
)
