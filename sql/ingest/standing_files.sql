-- One row per loaded file, in order of loading.
select
  :files_ingested_values,
  r.load_number
from files_ingested r
order by r.load_number nulls last
