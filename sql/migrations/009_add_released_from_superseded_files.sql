-- Quarantined rows can be released: released_from of superseded_files.
alter table superseded_files add column if not exists released_from bigint
