-- One row per loaded file, by feed, month and name.
select
  file_type,
  year,
  month,
  file_name,
  content_hash,
  rows_loaded,
  first_day,
  last_day
from files_ingested
order by file_type nulls last, year nulls first, month nulls first, file_name nulls last
