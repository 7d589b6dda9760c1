-- Quarantined rows can be released: contract_version of superseded_files.
alter table superseded_files add column if not exists contract_version string
