-- Stages tell what they cost: memory.
alter table stage_runs add column if not exists peak_heap_bytes bigint
