-- One row per file of a feed's table and currency that its good rows name, with the first line that does.
select
  file_number,
  currency,
  cast(min(line_number) as bigint) as line_number
from table_lines
where file_number is not null
  and not is_future
  and not is_dropped
  and is_good
group by file_number, currency
order by file_number nulls last, currency nulls last
