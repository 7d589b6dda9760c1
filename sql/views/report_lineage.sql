-- One row per input and output of a stage: what was made from what.
create or replace view report_lineage as
select
  stage,
  input_name,
  output_name,
  cast(count(distinct output_slice) as bigint) as slices,
  max(output_slice) as last_slice
from lineage_edges
where input_name <> output_name
group by stage, input_name, output_name
