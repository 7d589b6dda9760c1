-- One row per slice that a stage wrote, or failed to write.
create table if not exists stage_runs (
  run_id string not null,
  stage string not null,
  slice string not null, -- snapshot, file or model version
  stage_key string not null, -- hash of code, configuration, SQL and inputs
  started_at timestamp not null,
  ended_at timestamp not null,
  seconds double not null, -- of the commit, which several slices may share, with what came before it, such as the reading of files
  rows_in bigint,
  rows_out bigint,
  status string not null, -- DONE, REFUSED, FAILED, INTERRUPTED
  error string,
  cpu_seconds double, -- processor time of the whole process meanwhile, on a cluster the driver's; shared as the seconds are; null for runs of older releases
  peak_heap_bytes bigint, -- the most that its Java heap held meanwhile; null for runs of older releases
  statements bigint, -- sent to the warehouse meanwhile, but those of Snowflake's connector; shared as the seconds are; null for runs of older releases
  bytes_read bigint, -- of feed and model files, and of rows that the warehouse handed to Spark; 0 where rows stayed in the warehouse; shared as the seconds are; null where nobody says how many, and for runs of older releases
  bytes_written bigint -- of rows that Spark handed to the warehouse, and of model files; null as bytes_read
)
