-- One row per scorer, snapshot and customer that a training scored, to be evaluated by the warehouse, with what that asks of the scored row: joins with features and labels would cost twice what they evaluate.
create table if not exists landing_predictions (
  scorer string not null, -- whose probability this is: challenger, logistic, a model version
  snapshot_date date not null,
  customer_id string not null,
  churn_probability double not null,
  left_out boolean not null, -- customer is left out of fits
  churned bigint not null, -- 1 or 0
  days_since_last_purchase bigint,
  customer_segment string,
  gender string,
  location string
)
