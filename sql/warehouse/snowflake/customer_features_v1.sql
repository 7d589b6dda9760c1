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
  snapshot_date,
  customer_id,
  age,
  gender,
  location,
  customer_segment,
  tenure_days,
  last_purchase_date,
  days_since_last_purchase,
  sum_total_amount_past_7d,
  sum_total_amount_past_1mm,
  sum_total_amount_past_2mm,
  sum_total_amount_past_3mm,
  count_orders_past_7d,
  count_orders_past_1mm,
  count_orders_past_2mm,
  count_orders_past_3mm,
  count_orders_total,
  sum_total_amount_total,
  avg_order_amount,
  sentiment_min_2,
  sentiment_min_3,
  sentiment_min_4,
  sentiment_avg_2,
  sentiment_avg_3,
  sentiment_avg_4
from customer_features
