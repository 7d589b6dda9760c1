-- Marks the runs that were killed: nobody else can be running, the schema is held.
update pipeline_runs
set status = 'INTERRUPTED'
where status = 'RUNNING'
