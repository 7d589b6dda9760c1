-- One row per view of the schema with its comment. Not shared: the catalogue is the account's, its names are upper case.
select
  lower(table_name) as view_name,
  comment
from information_schema.views
where lower(table_schema) = lower(:schema_name)
