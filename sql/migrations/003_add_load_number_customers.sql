-- Rows name the load they came with: the column of customers.
alter table customers add column if not exists load_number bigint
