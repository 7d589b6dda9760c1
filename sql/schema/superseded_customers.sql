-- One row per row that a newer delivery or an undone load took out of customers, as it stood there.
create table if not exists superseded_customers (
  customer_id string not null,
  age bigint, -- years
  customer_segment string,
  gender string,
  location string,
  signup_date date,
  valid_from date, -- first snapshot that the row counts at
  load_number bigint not null, -- of its file in superseded_files
  superseded_by string not null, -- run that took it out
  superseded_at timestamp not null
)
