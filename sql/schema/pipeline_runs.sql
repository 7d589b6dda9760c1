-- One row per command that was run.
create table if not exists pipeline_runs (
  run_id string not null,
  command string not null,
  arguments string not null,
  config_hash string not null,
  code_version string not null,
  started_at timestamp not null,
  ended_at timestamp,
  seconds double,
  status string not null, -- RUNNING, DONE, REFUSED, FAILED, INTERRUPTED
  error string
)
