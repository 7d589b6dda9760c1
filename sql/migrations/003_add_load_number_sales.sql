-- Rows name the load they came with: the column of sales.
alter table sales add column if not exists load_number bigint
