-- A tag: the entities and the time column of a feature view. Not shared: DuckDB has no tags.
-- Our reading of snowflake-ml-python 2.6.0, an internal layout; never seen by an account.
create tag if not exists snowml_feature_view_metadata
