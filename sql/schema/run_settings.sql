-- One row per run and setting that it used, without secrets.
create table if not exists run_settings (
  run_id string not null,
  setting string not null, -- key of conf/churn.conf, or --as-of, or machine
  value string not null
)
