-- One row per row of the files of one load, one per reason for a bad row, on its way into customers, sales, feedback_raw or quarantine.
create table if not exists landing_rows (
  file_number bigint not null, -- 1-based, in the order of the load
  file_name string not null,
  feed string not null, -- customers, sales, feedback
  line_number bigint not null, -- 1-based, the first line of the record; 0 for the whole file
  outcome string not null, -- GOOD, BAD, FILTERED (one row a file; raw_row is its header), FORGOTTEN (counts only), REFUSED (the whole file)
  record_count bigint not null, -- records of the file that this row stands for
  rule string, -- why the row is bad
  column_name string,
  value string,
  due_on date, -- first day that is not too early for the value
  raw_row string not null, -- the record's text; empty of a good row whose line can be read again
  transaction_id string,
  customer_id string,
  transaction_date date,
  discount_applied boolean,
  num_items bigint,
  payment_method string,
  total_amount decimal(18,4),
  is_return boolean, -- whether a sale is a return
  age bigint,
  customer_segment string,
  gender string,
  location string,
  signup_date date,
  valid_from date,
  chat_date date,
  comment string,
  feedback_id string,
  internal_id string,
  chat_time string
)
