-- One row per input and output of a stage.
select
  stage,
  input_name,
  output_name,
  slices,
  last_slice
from report_lineage
order by output_name nulls last, input_name nulls last, stage nulls last
