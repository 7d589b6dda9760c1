-- One row per input of a slice that a stage wrote.
create table if not exists lineage_edges (
  run_id string not null,
  stage string not null,
  input_name string not null,
  input_slice string not null,
  input_hash string not null,
  output_name string not null,
  output_slice string not null,
  output_hash string not null
)
