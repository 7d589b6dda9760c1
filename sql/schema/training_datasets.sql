-- One row per trained model: the rows that it was fitted and evaluated on, by content.
create table if not exists training_datasets (
  dataset string not null, -- SHA-256 of feature view, slices and left-out rule; equal rows, equal hash
  model_version string not null,
  view_name string, -- null if the features were computed before feature views were registered
  view_version string,
  held_out_snapshot date not null,
  slices string not null, -- JSON, oldest first: snapshot, stage keys, rows, left out, content of features and of labels, version of the hashes
  left_out_seed bigint not null,
  left_out_below string not null, -- 8 hexadecimal digits: customers whose seeded md5 starts below are left out of fits
  rows_fitted bigint not null,
  rows_left_out bigint not null, -- of the fitted snapshots
  rows_held_out bigint not null,
  registered_at timestamp not null,
  run_id string not null
)
