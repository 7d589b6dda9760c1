-- One row per customer; a row of a later-loaded file replaces an earlier one.
create table if not exists customers (
  customer_id string not null, -- unique
  age bigint, -- years
  customer_segment string,
  gender string,
  location string,
  signup_date date
)
