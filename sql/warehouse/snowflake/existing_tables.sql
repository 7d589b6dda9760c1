-- One row per table of the schema. Not shared: the catalogue is the account's, its names are upper case.
select lower(table_name) as table_name
from information_schema.tables
where lower(table_schema) = lower(:schema_name)
