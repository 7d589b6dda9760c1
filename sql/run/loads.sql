-- One row per load that stands or was taken back, in order: when it was committed, and when it was taken back.
select
  cast(load_number as bigint) as load_number,
  ingested_at,
  cast(null as timestamp) as superseded_at
from files_ingested
where load_number is not null
union all
select
  load_number,
  ingested_at,
  superseded_at
from superseded_files
order by load_number nulls last
