-- One row per snapshot and customer: version V1 of the feature view. Not shared: DuckDB has no tags.
-- Our reading of snowflake-ml-python 2.6.0, an internal layout; never seen by an account. A version
-- is never changed: other columns are another version.
create view if not exists customer_features$v1
  comment = 'Features of customers at a snapshot; everything from days strictly before it'
  tag (
    snowml_feature_store_object = '{"type": "EXTERNAL_FEATURE_VIEW", "pkg_version": "2.6.0"}',
    snowml_feature_view_metadata = '{"entities": ["CUSTOMER"], "timestamp_col": "SNAPSHOT_DATE"}',
    snowml_feature_store_entity_customer = 'CUSTOMER_ID'
  )
as
select
  f.snapshot_date,
  f.customer_id,
  :feature_columns
from customer_features f
