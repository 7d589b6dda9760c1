-- One row per customer who is being erased; empty before and after the transaction that erases.
create table if not exists customers_to_forget (
  customer_id string not null
)
