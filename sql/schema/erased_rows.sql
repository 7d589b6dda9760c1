-- One row per erasure and table that held something of the customers.
create table if not exists erased_rows (
  run_id string not null,
  table_name string not null,
  row_count bigint not null, -- rows that went; of a table of messages, rows in which the id was struck out
  erased_at timestamp not null
)
