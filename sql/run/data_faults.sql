-- One row per hole or fault in the loaded data, by kind, subject and first day.
select
  kind,
  subject,
  first_day,
  last_day,
  accepted
from data_faults
order by kind nulls last, subject nulls last, first_day nulls last, last_day nulls last
