-- Quarantined rows can be released: due_on of superseded_quarantine.
alter table superseded_quarantine add column if not exists due_on date
