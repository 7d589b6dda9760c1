-- One row: the lines of a file that has landed, by what SQL makes of them.
select
  cast(count(*) as bigint) as line_count,
  cast(zeroifnull(count_if(outcome = 'OPEN')) as bigint) as lines_open,
  cast(zeroifnull(count_if(outcome = 'IN_DOUBT')) as bigint) as lines_in_doubt,
  cast(zeroifnull(count_if(outcome = 'DROPPED')) as bigint) as lines_dropped
from landing_rows
where file_number = :file_number
