-- One row per bad row of a file that was taken back and reason, as it stood in quarantine.
create table if not exists superseded_quarantine (
  feed string not null,
  file_name string not null,
  line_number bigint not null, -- 1-based, the first line of the record
  rule string not null,
  column_name string,
  value string,
  raw_row string not null,
  contract_version string not null,
  run_id string not null, -- run that loaded the file
  load_number bigint not null, -- of the file in superseded_files
  superseded_by string not null, -- run that took it back
  superseded_at timestamp not null
)
