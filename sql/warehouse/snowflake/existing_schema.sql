-- One row if the schema exists. Not shared: the catalogue is the account's, its names are upper case.
select lower(schema_name) as schema_name
from information_schema.schemata
where lower(schema_name) = lower(:schema_name)
