-- One row per labelled snapshot: its state, and the day from which the outcome is known.
create or replace view report_labels as
select
  snapshot_date,
  label_state, -- PENDING, FINAL, NO_EVIDENCE
  matures_on, -- snapshot + churn window + grace
  cast(count(*) as bigint) as customers,
  cast(sum(churned) as bigint) as churned -- null unless FINAL
from customer_labels
group by snapshot_date, label_state, matures_on
