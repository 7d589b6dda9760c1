-- One row per bad row that a release judged anew, or whose file was taken back, and reason, as it stood in quarantine.
create table if not exists superseded_quarantine (
  feed string not null,
  file_name string not null,
  line_number bigint not null, -- 1-based, the first line of the record
  rule string not null,
  column_name string,
  value string,
  due_on date, -- first day that is not too early for the value; null where the reason is another
  raw_row string not null,
  judged_row string, -- text that a release judged instead; null where it is raw_row, and where the file was taken back
  contract_version string not null,
  run_id string not null, -- run that loaded the file
  load_number bigint not null, -- of the file in files_ingested or superseded_files
  superseded_by string not null, -- run that judged it anew or took it back
  superseded_at timestamp not null
)
