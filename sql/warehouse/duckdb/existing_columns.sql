-- One row per column of a table, in its order. Not shared: Snowflake folds the names of information_schema to upper case.
select
  column_name,
  is_nullable = 'YES' as nullable
from information_schema.columns
where table_catalog = 'churn'
  and lower(table_schema) = lower(:schema_name)
  and table_name = :table_name
order by ordinal_position nulls last
