-- Sales tell purchase from return: the column of sales.
alter table sales add column if not exists is_return boolean
