-- One row per load of comments: their sentiments were made of them.
insert into lineage_edges (run_id, stage, input_name, input_slice, input_hash, output_name, output_slice, output_hash)
select distinct
  e.run_id,
  e.stage,
  e.output_name as input_name,
  e.output_slice as input_slice,
  e.output_hash as input_hash,
  'feedback_sentiment' as output_name,
  e.output_slice,
  e.output_hash
from lineage_edges e
where e.stage = 'ingest'
  and e.output_name = 'feedback_raw'
  and not exists (
    select 1
    from lineage_edges s
    where s.run_id = e.run_id
      and s.output_name = 'feedback_sentiment'
      and s.output_slice = e.output_slice
      and s.output_hash = e.output_hash
  )
