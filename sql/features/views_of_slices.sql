-- One row per snapshot of customer_features: the feature view version that computed it, by the ledger; null if none was registered.
with newest_slices as (
  select
    run_id,
    slice,
    stage_key
  from stage_runs
  where stage = 'features'
    and status = 'DONE'
  qualify row_number() over (partition by slice order by ended_at desc nulls last, run_id desc nulls last) = 1
)
select distinct
  try_cast(s.slice as date) as snapshot_date, -- slices of other stages are no dates, and may be cast before they are filtered
  cast(e.input_slice as string) as view_version
from newest_slices s
left join lineage_edges e
  on e.run_id = s.run_id
  and e.stage = 'features'
  and e.output_slice = s.slice
  and e.output_hash = s.stage_key
  and e.input_name = 'feature_views'
where s.stage_key <> 'taken back'
order by snapshot_date nulls last
