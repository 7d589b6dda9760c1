-- One row per snapshot: when its labels become final, and what they say.
create or replace view label_calendar as
select
  snapshot_date, -- of the labels
  min(label_state) as label_state, -- PENDING, FINAL, or NO_EVIDENCE where sales are missing in the churn window
  min(matures_on) as matures_on, -- snapshot + churn window + grace: day on which the labels are final
  count(*) as customers, -- with a purchase before the snapshot
  sum(churned) as churned, -- without a purchase in the churn window; null unless FINAL
  avg(cast(churned as double)) as churn_rate -- share of customers, in [0, 1]; null unless FINAL
from customer_labels
group by snapshot_date
