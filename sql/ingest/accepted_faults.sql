-- One row per period that a person accepted, by what it is about and its first day.
select
  subject,
  first_day,
  last_day,
  holds_from_now_on,
  reason
from accepted_faults
order by subject nulls first, first_day nulls last, last_day nulls last, reason nulls last
