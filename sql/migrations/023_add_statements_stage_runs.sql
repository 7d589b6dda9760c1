-- Stages tell what they cost: statements that they sent.
alter table stage_runs add column if not exists statements bigint
