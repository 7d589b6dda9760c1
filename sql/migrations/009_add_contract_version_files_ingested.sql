-- Quarantined rows can be released: contract_version of files_ingested.
alter table files_ingested add column if not exists contract_version string
