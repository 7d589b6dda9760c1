-- One row per scored customer, on its way into churn_predictions.
create table if not exists landing_predictions (
  snapshot_date date not null,
  customer_id string not null,
  churn_probability double not null
)
