-- Sales name their currency: currency of superseded_files.
alter table superseded_files add column if not exists currency string
