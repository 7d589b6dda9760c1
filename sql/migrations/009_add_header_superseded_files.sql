-- Quarantined rows can be released: header of superseded_files.
alter table superseded_files add column if not exists header string
