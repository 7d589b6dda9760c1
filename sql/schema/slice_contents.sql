-- One row per written slice and table that it has rows in: their hash when they were written.
create table if not exists slice_contents (
  run_id string not null,
  stage string not null,
  slice string not null,
  stage_key string not null, -- as in stage_runs
  table_name string not null,
  row_filter string not null, -- JSON: column to value, or to first and last day; {} = all rows
  content_hash string not null, -- sum over the rows of the lower 64 bits of the MD5 of a row's text, without run ids and clock times
  hash_version bigint, -- of the tables when it was taken: tells which columns are in it; never null
  row_count bigint not null
)
