-- A training collects rows, and fits a model on them.
update lineage_edges
set output_name = 'training_datasets'
where stage = 'train'
  and output_name = 'model_versions'
  and input_name <> 'training_datasets'
