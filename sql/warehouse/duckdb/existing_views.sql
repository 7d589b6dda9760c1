-- One row per view of the schema with its comment. Not shared: DuckDB's information_schema has no comments of views.
select
  view_name,
  comment
from duckdb_views()
where database_name = 'churn'
  and lower(schema_name) = lower(:schema_name)
