-- One row per bad row of a load that was taken back, or is of a table, and reason, for landing_rows.
select
  line_number,
  rule,
  column_name,
  value,
  due_on,
  raw_row
from superseded_quarantine
where load_number = :load_number
union all
select
  q.line_number,
  q.rule,
  q.column_name,
  q.value,
  q.due_on,
  q.raw_row
from quarantine q
inner join files_ingested f
  on f.file_type = q.feed
  and f.file_name = q.file_name
  and f.run_id = q.run_id
where f.load_number = :load_number
