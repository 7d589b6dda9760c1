-- Marks killed runs as interrupted; the schema is locked, so that no other run is active.
update pipeline_runs
set status = 'INTERRUPTED'
where status = 'RUNNING'
