-- One row per comment of a customer.
create table if not exists feedback_raw (
  chat_date date not null,
  comment string,
  customer_id string not null,
  feedback_id string not null, -- unique
  internal_id string,
  chat_time string, -- time of day as HH:mm:ss.SSS, in the time zone of the contract; null where the file has days only
  load_number bigint -- of the file in files_ingested; null where a release without load numbers loaded the row and several files may hold it
)
