-- A monitor of one version of a model in Snowflake's registry, for a person to run. Not shared: DuckDB has no monitors.
-- After Snowflake's reference of CREATE MODEL MONITOR; never seen by an account. Drift needs a table
-- to compare with, of the columns of the source: add baseline = NAME.
create model monitor if not exists :monitor_name with
  model = :registered_model
  version = :registered_version
  function = :function_name
  source = :source_name
  warehouse = :warehouse_name
  refresh_interval = '1 day'
  aggregation_window = '1 day'
  timestamp_column = predicted_at
  id_columns = ['SNAPSHOT_ID', 'CUSTOMER_ID']
  prediction_class_columns = ['CHURN_PREDICTED']
  prediction_score_columns = ['CHURN_PROBABILITY']
  actual_class_columns = ['CHURNED']
