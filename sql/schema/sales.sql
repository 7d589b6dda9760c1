-- One row per sale: a purchase, or a return.
create table if not exists sales (
  transaction_id string not null, -- unique
  customer_id string not null,
  transaction_date date not null,
  discount_applied boolean,
  num_items bigint, -- pieces
  payment_method string,
  total_amount decimal(18,4) not null, -- money, in the currency of the source; of a return 0 or less
  is_return boolean, -- money that goes back: it lowers spend and is no order; null counts as false
  load_number bigint -- of the file in files_ingested; null where a release without load numbers loaded the row and several files may hold it
)
