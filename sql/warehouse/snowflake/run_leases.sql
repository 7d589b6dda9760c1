-- One row: the run that may write the schema. Not shared: the embedded warehouse has its file's lock.
create table if not exists run_leases (
  run_id string, -- null while nobody holds it
  holder string, -- host, process number and its start
  expires_at timestamp not null -- UTC, by the account's clock
)
