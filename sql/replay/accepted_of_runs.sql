-- One row per hole, fault or empty month that a person accepted with a run.
select
  run_id,
  subject,
  first_day,
  last_day,
  holds_from_now_on,
  reason
from accepted_faults
order by accepted_at nulls last, subject nulls first, first_day nulls last, last_day nulls last
