-- One row per training dataset and model, in order of training.
select
  dataset,
  model_version,
  view_name,
  view_version,
  held_out_snapshot,
  slices,
  left_out_seed,
  left_out_below,
  rows_fitted,
  rows_left_out,
  rows_held_out
from training_datasets
order by length(model_version) nulls last, model_version nulls last
