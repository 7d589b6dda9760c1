-- One row per slice of a stage and file that it was last written from, according to the ledger.
select
  output_slice,
  input_slice,
  input_hash
from lineage_edges
where stage = :stage
  and input_name in ('customers', 'sales', 'feedback_sentiment')
qualify rank() over (partition by output_slice order by run_id desc nulls last) = 1
order by output_slice nulls last, input_slice nulls last
