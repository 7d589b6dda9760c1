-- Releases tell what they dropped: rows_dropped of quarantine_releases.
alter table quarantine_releases add column if not exists rows_dropped bigint
