-- One row per model: it was fitted on the rows that its training collected.
insert into lineage_edges (run_id, stage, input_name, input_slice, input_hash, output_name, output_slice, output_hash)
select distinct
  e.run_id,
  e.stage,
  e.output_name as input_name,
  e.output_slice as input_slice,
  e.output_hash as input_hash,
  'model_versions' as output_name,
  v.model_version as output_slice,
  v.artifact_sha256 as output_hash
from lineage_edges e
inner join model_versions v
  on v.run_id = e.run_id
  and cast(v.trained_on_watermark as string) = e.output_slice
where e.stage = 'train'
  and e.output_name = 'training_datasets'
  and not exists (
    select 1
    from lineage_edges m
    where m.output_name = 'model_versions'
      and m.output_slice = v.model_version
      and m.output_hash = v.artifact_sha256
  )
