-- One row per quarantined row and reason, by file and line: with the load that it was quarantined with, and what is known of its file's own load.
with own_loads as (
  select
    file_type,
    file_name,
    stage_name,
    year,
    month,
    header,
    content_hash,
    load_number
  from files_ingested
  where released_from is null
)

select
  q.feed,
  q.file_name,
  q.line_number,
  q.rule,
  q.column_name,
  q.value,
  q.due_on,
  q.raw_row,
  q.contract_version,
  q.run_id,
  zeroifnull(f.load_number) as load_number,
  zeroifnull(o.load_number) as file_load,
  o.stage_name,
  o.year,
  o.month,
  o.header,
  o.content_hash
from quarantine q
inner join files_ingested f
  on f.file_type = q.feed
  and f.file_name = q.file_name
  and f.run_id = q.run_id
inner join own_loads o
  on o.file_type = q.feed
  and o.file_name = q.file_name
order by
  q.feed nulls last,
  q.file_name nulls last,
  q.line_number nulls last,
  q.column_name nulls first,
  q.rule nulls last,
  q.value nulls first
