-- One row per customer who was erased, and whom loads leave out.
create table if not exists forgotten_customers (
  customer_hash string not null, -- HMAC-SHA-256 of the customer_id, hexadecimal
  key_name string not null, -- in forgetting_keys
  forgotten_at timestamp not null,
  run_id string not null
)
