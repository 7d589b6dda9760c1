-- One row per scored slice whose features have been written again, with other content, since it was scored.
with slices_now as (
  select
    run_id,
    stage,
    slice,
    stage_key
  from stage_runs
  where status = 'DONE'
    and stage in ('features', 'score')
  qualify row_number() over (partition by stage, slice order by ended_at desc nulls last, run_id desc nulls last) = 1
),

contents_of_features as (
  select distinct
    slice,
    stage_key,
    content_hash,
    hash_version
  from slice_contents
  where stage = 'features'
    and table_name = 'customer_features'
),

features_when_scored as (
  select
    s.slice as predictions,
    e.input_slice as snapshot,
    c.content_hash,
    c.hash_version
  from slices_now s
  inner join lineage_edges e
    on e.run_id = s.run_id
    and e.stage = s.stage
    and e.output_slice = s.slice
    and e.output_hash = s.stage_key
    and e.input_name = 'customer_features'
  inner join contents_of_features c
    on c.slice = e.input_slice
    and c.stage_key = e.input_hash
  where s.stage = 'score'
),

features_now as (
  select
    s.slice as snapshot,
    c.content_hash,
    c.hash_version
  from slices_now s
  inner join contents_of_features c
    on c.slice = s.slice
    and c.stage_key = s.stage_key
  where s.stage = 'features'
)

select distinct cast(w.predictions as string) as predictions
from features_when_scored w
inner join features_now n
  on n.snapshot = w.snapshot
  and n.hash_version = w.hash_version
where n.content_hash <> w.content_hash
order by predictions nulls last
