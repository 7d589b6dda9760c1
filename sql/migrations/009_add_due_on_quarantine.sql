-- Quarantined rows can be released: due_on of quarantine.
alter table quarantine add column if not exists due_on date
