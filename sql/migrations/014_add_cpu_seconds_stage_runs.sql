-- Stages tell what they cost: processor time.
alter table stage_runs add column if not exists cpu_seconds double
