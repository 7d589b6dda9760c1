-- A tag: the entity CUSTOMER of Snowflake's feature store, with its key. Not shared: DuckDB has no tags.
-- Our reading of snowflake-ml-python 2.6.0, an internal layout; never seen by an account.
create tag if not exists snowml_feature_store_entity_customer
  allowed_values 'CUSTOMER_ID'
  comment = 'A customer of Churnwise'
