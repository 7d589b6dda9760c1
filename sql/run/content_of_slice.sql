-- One row per time that a run wrote a slice's rows of a table, the last one first: their content hash and its version.
select
  c.content_hash,
  c.hash_version
from slice_contents c
inner join stage_runs s
  on s.run_id = c.run_id
  and s.stage = c.stage
  and s.slice = c.slice
  and s.stage_key = c.stage_key
where c.run_id = :run_id
  and c.stage = :stage
  and c.slice = :slice
  and c.table_name = :table_name
  and s.status = 'DONE'
order by s.ended_at desc nulls last
