-- Quarantined rows can be released: header of files_ingested.
alter table files_ingested add column if not exists header string
