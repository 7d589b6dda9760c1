-- One row per snapshot, customer and model version that scored it.
create table if not exists churn_predictions (
  snapshot_date date not null,
  customer_id string not null,
  model_version string not null,
  churn_probability double not null, -- in [0, 1]
  churn_predicted bigint not null, -- 1 = probability at or above the threshold
  threshold double not null, -- in [0, 1]
  reason_1 string,
  reason_1_value double,
  reason_2 string,
  reason_2_value double,
  reason_3 string,
  reason_3_value double
)
