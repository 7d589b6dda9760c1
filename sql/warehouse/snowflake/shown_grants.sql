-- One row per right granted to the role itself, not through another role. Not shared: DuckDB has no roles.
show grants to role identifier(:role)
