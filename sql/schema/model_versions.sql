-- One row per trained model.
create table if not exists model_versions (
  model_version string not null, -- v1, v2, ... in order of training
  trained_on_watermark date not null,
  card string not null, -- JSON
  artifact_path string not null, -- below the model store
  artifact_sha256 string not null, -- of preprocessing and booster
  created_at timestamp not null,
  run_id string not null
)
