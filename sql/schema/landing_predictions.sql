-- One row per customer that a training scored, to be judged by the warehouse.
create table if not exists landing_predictions (
  snapshot_date date not null,
  customer_id string not null,
  churn_probability double not null
)
