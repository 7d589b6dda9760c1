-- One row per run that scored with a champion that an evaluation had stopped.
select distinct run_id
from lineage_edges
where stage = 'score'
  and input_name = 'model_performance'
order by run_id nulls last
