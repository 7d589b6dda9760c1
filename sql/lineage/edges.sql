-- One row per input of a slice, by name, slice and hash of both: the run that made it last, when, its rows, and whether the slice was taken back since.
with newest as (
  select
    stage,
    slice,
    stage_key
  from stage_runs
  where status = 'DONE'
  qualify
    row_number() over (
      partition by stage, slice
      order by ended_at desc nulls last, run_id desc nulls last
    ) = 1
)

select
  e.stage,
  e.input_name,
  e.input_slice,
  e.input_hash,
  e.output_name,
  e.output_slice,
  e.output_hash,
  e.run_id,
  p.arguments as command,
  coalesce(r.ended_at, m.created_at) as made_at,
  iff(e.output_name = 'training_datasets', r.rows_in, r.rows_out) as row_count,
  iff(n.stage_key = 'taken back', 1, 0) as is_taken_back
from lineage_edges e
left join pipeline_runs p
  on p.run_id = e.run_id
left join stage_runs r
  on r.run_id = e.run_id
  and r.stage = e.stage
  and r.slice = e.output_slice
  and r.status = 'DONE'
  and (r.stage_key = e.output_hash or r.stage = 'ingest')
left join newest n
  on n.stage = e.stage
  and n.slice = e.output_slice
left join model_versions m
  on e.output_name = 'model_versions'
  and m.model_version = e.output_slice
qualify
  row_number() over (
    partition by e.input_name, e.input_slice, e.input_hash, e.output_name, e.output_slice, e.output_hash
    order by made_at desc nulls last, e.run_id desc nulls last
  ) = 1
order by
  made_at nulls first,
  e.output_name nulls last,
  e.output_slice nulls last,
  e.output_hash nulls last,
  e.input_name nulls last,
  e.input_slice nulls last,
  e.input_hash nulls last
