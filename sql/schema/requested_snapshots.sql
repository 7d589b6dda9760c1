-- One row per run and snapshot that the next statement of this run computes.
create table if not exists requested_snapshots (
  run_id string not null,
  snapshot_date date not null
)
