-- One row per load, in order: when it was committed.
select
  cast(load_number as bigint) as load_number,
  ingested_at
from files_ingested
where load_number is not null
order by load_number nulls last
