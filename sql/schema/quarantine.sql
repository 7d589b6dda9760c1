-- One row per bad row of a file and reason.
create table if not exists quarantine (
  feed string not null,
  file_name string not null,
  line_number bigint not null, -- 1-based, the first line of the record
  rule string not null,
  column_name string,
  value string,
  due_on date, -- first day that is not too early for the value; null where the reason is another
  raw_row string not null,
  contract_version string not null,
  run_id string not null
)
