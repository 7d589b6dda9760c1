-- One row: the version of DuckDB. Not shared: Snowflake names the function otherwise.
select version() as version
