-- One row per slice of any run that used a model.
select
  run_id,
  stage,
  output_slice,
  input_slice as model_version
from lineage_edges
where input_name = 'model_versions'
order by run_id nulls last, stage nulls last, output_slice nulls last, input_slice nulls last
