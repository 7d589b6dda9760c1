-- One row per request and snapshot that a statement computes.
create table if not exists requested_snapshots (
  run_id string not null, -- of the request: its run and a number of its own
  snapshot_date date not null
)
