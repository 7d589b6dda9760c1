-- One row per slice of a run that was made with a model.
select
  stage,
  output_slice,
  input_slice as model_version
from lineage_edges
where run_id = :run_id
  and input_name = 'model_versions'
order by stage nulls last, output_slice nulls last, input_slice nulls last
