-- A tag: what a tagged object is to Snowflake's feature store. Not shared: DuckDB has no tags.
-- Our reading of snowflake-ml-python 2.6.0, an internal layout; never seen by an account.
create tag if not exists snowml_feature_store_object
