-- One row per trained model, in order of training.
select
  model_version,
  trained_on_watermark,
  card,
  artifact_path,
  artifact_sha256,
  created_at,
  run_id
from model_versions
order by length(model_version) nulls last, model_version nulls last
