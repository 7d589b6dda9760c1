-- Quarantined rows can be released: released_from of files_ingested.
alter table files_ingested add column if not exists released_from bigint
