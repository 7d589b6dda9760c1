-- One row per snapshot, customer and model version that scored it.
create table if not exists churn_predictions (
  snapshot_date date not null,
  customer_id string not null,
  model_version string not null,
  churn_probability double not null, -- in [0, 1]
  churn_predicted bigint not null, -- 1 = probability at or above the threshold
  threshold double not null, -- in [0, 1]
  reason_1 string, -- the concept that moved the answer most, a colon, its strongest feature in words. Null where not explained
  reason_1_value double, -- how far the concept moved it, in log-odds before calibration. Above 0 = towards churn
  reason_2 string, -- the second, null where there is none
  reason_2_value double, -- log-odds
  reason_3 string, -- the third
  reason_3_value double, -- log-odds
  margin_usd double not null, -- USD, the margin that is kept if the customer stays. At least 0
  expected_value_usd double not null, -- USD, what a contact is expected to earn: probability x save rate x margin - contact cost
  contact_group string not null, -- contact = on the list, holdout = drawn from the candidates and never contacted, none = not worth a contact or past the budget
  history_days bigint, -- since the first purchase. This and the next two are null in rows of before version 25
  purchases bigint, -- before the snapshot; at least 1
  short_history bigint -- 1 = fewer days than scoring.min-history-days: little is known of the customer
)
