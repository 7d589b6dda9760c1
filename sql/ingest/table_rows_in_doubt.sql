-- One row per row of a feed's table that has landed and of which SQL does not say that it is good, after a line of a file: some of them, in their order.
select
  file_number,
  line_number,
  raw_row
from landing_rows
where feed = :feed
  and outcome = 'IN_DOUBT'
  and (file_number > :after_file or file_number = :after_file and line_number > :after_line)
order by file_number nulls last, line_number nulls last
limit 5000
