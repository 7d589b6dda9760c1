-- One row: the run that may write the schema. Created with the table, because two concurrent first runs would each add one. Not shared: the embedded warehouse has its file's lock.
create table if not exists run_leases as
select
  cast(null as string) as run_id, -- null while nobody holds it
  cast(null as string) as holder, -- host, process number and its start
  cast('1970-01-01 00:00:00' as timestamp) as expires_at -- UTC, by the account's clock
