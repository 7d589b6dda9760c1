-- One row per channel whose newest message could not be sent, with the reason.
select
  channel,
  tried_at,
  error
from alert_deliveries
where true
qualify
  row_number() over (partition by channel order by tried_at desc nulls last, outcome desc nulls last, delivery_key nulls last) = 1
  and outcome = 'FAILED'
order by channel nulls last
