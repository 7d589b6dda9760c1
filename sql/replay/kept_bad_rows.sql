-- One row per bad row of a file that was taken back and reason, for landing_rows.
select
  line_number,
  rule,
  column_name,
  value,
  due_on,
  raw_row
from superseded_quarantine
where load_number = :load_number
