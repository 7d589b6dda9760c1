-- One row per customer, day from which it is valid, and load: the history of attributes. A row replaces nothing.
create table if not exists customers (
  customer_id string not null,
  age bigint, -- years
  customer_segment string,
  gender string,
  location string,
  signup_date date,
  valid_from date, -- first snapshot that the row counts at; 0001-01-01 if known from the beginning; never null
  load_number bigint -- of the file in files_ingested; null where a release without load numbers loaded the row and several files may hold it
)
