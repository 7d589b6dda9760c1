-- One row per currency that the landed file names, with the first line that does.
select
  value as currency,
  cast(min(line_number) as bigint) as line_number
from landing_rows
where file_number = :file_number
  and outcome = 'CURRENCY'
group by value
order by line_number nulls last, currency nulls last
