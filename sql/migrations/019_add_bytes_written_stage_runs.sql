-- Stages tell what they cost: bytes that they handed on.
alter table stage_runs add column if not exists bytes_written bigint
