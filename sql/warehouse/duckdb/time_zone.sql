-- One row: the time zone of this session. Not shared: a setting of DuckDB.
select cast(current_setting('TimeZone') as string) as value
