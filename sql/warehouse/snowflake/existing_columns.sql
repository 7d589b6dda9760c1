-- One row per column of a table, in its order. Not shared: the catalogue is the account's, its names are upper case.
select
  lower(column_name) as column_name,
  is_nullable = 'YES' as nullable
from information_schema.columns
where lower(table_schema) = lower(:schema_name)
  and lower(table_name) = :table_name
order by ordinal_position nulls last
