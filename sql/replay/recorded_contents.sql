-- One row per slice and table with recorded content, in order of writing.
select
  c.run_id,
  c.stage,
  c.slice,
  c.stage_key,
  c.table_name,
  c.row_filter,
  c.content_hash,
  c.hash_version,
  c.row_count
from slice_contents c
inner join stage_runs s
  on s.run_id = c.run_id
  and s.stage = c.stage
  and s.slice = c.slice
  and s.stage_key = c.stage_key
  and s.status = 'DONE'
order by
  s.ended_at nulls last,
  s.started_at nulls last,
  c.stage nulls last,
  c.slice nulls last,
  c.table_name nulls last,
  c.row_filter nulls last
