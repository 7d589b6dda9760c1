-- One row per labelled snapshot: state, day of maturity, customers, churned.
select
  snapshot_date,
  label_state,
  matures_on,
  customers,
  churned
from label_calendar
order by snapshot_date nulls last
