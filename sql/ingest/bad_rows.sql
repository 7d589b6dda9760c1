-- One row per bad row of the landed file and reason.
select
  feed,
  file_name,
  line_number,
  rule,
  column_name,
  value,
  due_on,
  raw_row,
  :contract_version as contract_version,
  :run_id as run_id
from landing_rows
where file_number = :file_number
  and outcome = 'BAD'
