-- One row per conflicting row of a landed file, for quarantine, with the text of its line where that has not landed.
select
  c.feed,
  c.file_name,
  c.line_number,
  c.rule,
  c.column_name,
  c.value,
  c.due_on,
  iff(c.raw_row = '', l.line, c.raw_row) as raw_row,
  c.contract_version,
  c.run_id
from conflicting_rows c
inner join text_lines l
  on l.line_number = c.line_number
