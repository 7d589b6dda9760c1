-- Quarantined rows can be released: judged_row of superseded_quarantine.
alter table superseded_quarantine add column if not exists judged_row string
