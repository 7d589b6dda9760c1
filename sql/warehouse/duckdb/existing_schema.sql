-- One row if the schema exists. Not shared: Snowflake folds the names of information_schema to upper case.
select schema_name
from information_schema.schemata
where catalog_name = 'churn'
  and lower(schema_name) = lower(:schema_name)
