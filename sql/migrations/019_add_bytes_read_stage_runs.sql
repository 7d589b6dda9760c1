-- Stages tell what they cost: bytes that came to them.
alter table stage_runs add column if not exists bytes_read bigint
