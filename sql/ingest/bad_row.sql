-- One row per reason why the record at :line_number of the landed file is bad.
select
  rule,
  column_name,
  value,
  raw_row
from landing_rows
where file_number = :file_number
  and line_number = :line_number
  and outcome = 'BAD'
order by column_name nulls first, rule nulls last
