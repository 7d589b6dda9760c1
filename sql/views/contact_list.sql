-- One row per snapshot, model version and customer on the contact list: those worth a contact, within the budget, outside the holdout.
create or replace view contact_list as
select
  p.snapshot_date, -- of the prediction
  p.model_version, -- that predicted
  row_number() over (
    partition by p.snapshot_date, p.model_version
    order by p.expected_value_usd desc nulls last, p.customer_id nulls last
  ) as place, -- 1 = the highest expected value
  p.customer_id,
  p.churn_probability, -- in [0, 1]
  p.expected_value_usd, -- USD, what a contact is expected to earn
  p.margin_usd, -- USD, the margin that is kept if the customer stays
  p.reason_1, -- strongest reason in words; null where not explained
  p.reason_1_value, -- how far it moved the answer, in log-odds; above 0 = towards churn
  p.reason_2,
  p.reason_2_value,
  p.reason_3,
  p.reason_3_value,
  p.history_days, -- days since the first purchase; null in predictions of before version 25, as are the next two
  p.purchases, -- before the snapshot
  p.short_history -- 1 = little is known of the customer: fewer days than scoring.min-history-days
from churn_predictions p
where p.contact_group = 'contact'
