-- One row per scored customer, with reasons if it was explained, on its way into churn_predictions.
create table if not exists landing_scores (
  scorer string not null, -- the model version whose probability this is
  snapshot_date date not null,
  customer_id string not null,
  churn_probability double not null,
  reason_1 string,
  reason_1_value double,
  reason_2 string,
  reason_2_value double,
  reason_3 string,
  reason_3_value double
)
