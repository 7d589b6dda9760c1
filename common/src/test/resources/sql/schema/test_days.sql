-- One row per run and day; a table of the tests alone.
create table if not exists test_days (
  run_id string not null,
  snapshot_date date not null
)
