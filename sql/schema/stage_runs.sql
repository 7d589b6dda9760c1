-- One row per slice that a stage wrote, or failed to write.
create table if not exists stage_runs (
  run_id string not null,
  stage string not null,
  slice string not null, -- snapshot, file or model version
  stage_key string not null, -- hash of code, configuration, SQL and inputs
  started_at timestamp not null,
  ended_at timestamp not null,
  seconds double not null, -- of the commit, which several slices may share
  rows_in bigint,
  rows_out bigint,
  status string not null, -- DONE, REFUSED, FAILED, INTERRUPTED
  error string,
  cpu_seconds double, -- processor time of the whole process meanwhile, on a cluster the driver's; shared as the seconds are; null for runs of older releases
  peak_heap_bytes bigint -- the most that its Java heap held meanwhile; null for runs of older releases
)
