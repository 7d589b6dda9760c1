-- One row: the version of Snowflake. Not shared: DuckDB names the function otherwise.
select current_version() as version
