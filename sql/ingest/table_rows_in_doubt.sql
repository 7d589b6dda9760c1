-- One row per row of a feed's table of which SQL does not say that it is good, after a line of a file: some of them, in their order.
select
  file_number,
  line_number,
  raw_row
from table_lines
where file_number is not null
  and not is_future
  and not is_dropped
  and not is_good
  and (file_number > :after_file or file_number = :after_file and line_number > :after_line)
order by file_number nulls last, line_number nulls last
limit 5000
