-- One row: the time zone of this session. Not shared: a parameter of Snowflake.
show parameters like 'TIMEZONE' in session
