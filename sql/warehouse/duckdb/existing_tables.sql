-- One row per table of the schema. Not shared: Snowflake folds the names of information_schema to upper case.
select table_name
from information_schema.tables
where table_catalog = 'churn'
  and lower(table_schema) = lower(:schema_name)
  and table_type = 'BASE TABLE'
