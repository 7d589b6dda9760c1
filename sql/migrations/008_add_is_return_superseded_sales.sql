-- Sales tell purchase from return: the column of superseded_sales.
alter table superseded_sales add column if not exists is_return boolean
