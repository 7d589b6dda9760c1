-- One row per loaded file that was taken back, as it stood in files_ingested.
create table if not exists superseded_files (
  file_type string not null, -- feed: customers, sales, feedback
  year bigint, -- of the file's name; null where the name holds no month
  month bigint, -- 1 to 12; null where the name holds no month
  file_name string not null,
  stage_name string not null, -- folder that the file was found in
  content_hash string not null, -- sha256 of the bytes, hexadecimal; of a release, of the texts that it judged
  header string, -- its first line, where the columns have names
  contract_version string,
  currency string, -- of its money, as USD; null where neither file nor contract names one, and where an older release loaded it
  released_from bigint, -- load of the file whose quarantined rows this one brings in; null: it is the load of a file
  rows_read bigint not null,
  rows_loaded bigint not null,
  rows_quarantined bigint not null,
  rows_duplicate bigint not null,
  first_day date, -- of its rows in the table; null for customers and when none was loaded
  last_day date,
  ingested_at timestamp not null,
  run_id string not null, -- run that loaded it
  load_number bigint not null, -- rows of the file carry it
  superseded_by string not null, -- run that took it back
  superseded_at timestamp not null
)
