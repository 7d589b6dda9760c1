-- One row per customer, snapshot and model version that scored it: the prediction beside what came true.
create or replace view customer_history as
select
  l.customer_id,
  l.snapshot_date, -- of prediction and label
  p.model_version, -- null where nothing was predicted
  p.churn_probability, -- in [0, 1]
  p.threshold, -- from which on a customer is flagged
  p.churn_predicted, -- 1 = flagged
  p.contact_group, -- contact, holdout, none
  p.expected_value_usd, -- USD, what a contact is expected to earn
  p.margin_usd, -- USD, the margin that is kept if the customer stays
  p.reason_1, -- strongest reason in words; null where not explained
  p.reason_1_value, -- log-odds; above 0 = towards churn
  p.reason_2,
  p.reason_2_value,
  p.reason_3,
  p.reason_3_value,
  p.history_days, -- days since the first purchase; null in predictions of before version 25, as are the next two
  p.purchases, -- before the snapshot
  p.short_history, -- 1 = little is known of the customer: fewer days than scoring.min-history-days
  l.label_state, -- PENDING, FINAL, NO_EVIDENCE
  l.churned, -- 1 = no purchase in the churn window; null unless FINAL
  l.matures_on, -- day on which the label is final
  l.next_purchase_date -- first purchase in the churn window; null without one and unless FINAL
from customer_labels l
left join churn_predictions p
  on p.snapshot_date = l.snapshot_date and p.customer_id = l.customer_id
