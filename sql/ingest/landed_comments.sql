-- One row per good comment that has landed.
select
  file_number,
  comment
from landing_rows
where feed = 'feedback'
  and outcome = 'GOOD'
