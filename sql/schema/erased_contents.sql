-- One row per erasure and content of rows that it changed: a content in slice_contents, or a snapshot of a training dataset.
create table if not exists erased_contents (
  run_id string not null,
  table_name string not null,
  row_filter string not null, -- as in slice_contents; of training_datasets, snapshot and draw as JSON
  hash_version bigint not null,
  hash_before string not null,
  hash_after string not null, -- what slice_contents holds since
  rows_before bigint not null,
  rows_after bigint not null,
  erased_at timestamp not null
)
