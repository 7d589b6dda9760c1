-- Sales name their currency: currency of files_ingested.
alter table files_ingested add column if not exists currency string
