-- One row per customer; a row of a later-loaded file replaces an earlier one.
create table if not exists customers (
  customer_id string not null, -- unique
  age bigint, -- years
  customer_segment string,
  gender string,
  location string,
  signup_date date,
  load_number bigint -- of the file in files_ingested; null where a release without load numbers loaded the row and several files may hold it
)
