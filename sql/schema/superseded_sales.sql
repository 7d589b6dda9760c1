-- One row per sale that a newer delivery or an undone load took out of sales, as it stood there.
create table if not exists superseded_sales (
  transaction_id string not null,
  customer_id string not null,
  transaction_date date not null,
  discount_applied boolean,
  num_items bigint, -- pieces
  payment_method string,
  total_amount decimal(18,4) not null, -- money, in the currency of the source; of a return 0 or less
  is_return boolean, -- money that goes back: it lowers spend and is no order; null counts as false
  load_number bigint not null, -- of its file in superseded_files
  superseded_by string not null, -- run that took it out
  superseded_at timestamp not null
)
