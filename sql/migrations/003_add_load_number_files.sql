-- Rows name the load they came with: the column of the files.
alter table files_ingested add column if not exists load_number bigint
