-- One row per file of a feed's table and currency that its good rows name, with the first line that does.
select
  file_number,
  value as currency,
  cast(min(line_number) as bigint) as line_number
from landing_rows
where feed = :feed
  and outcome = 'GOOD'
  and value is not null
group by file_number, value
order by file_number nulls last, currency nulls last
