-- One row per decision and alert, the newest first.
select
  happened_at,
  kind,
  state,
  subject,
  message,
  data_until
from report_events
order by happened_at desc nulls last, event_id nulls last
