-- One row per day that was declared in the month of a sales file, by a run that loaded such a file, if the run takes the last of them back.
with months_taken_back as (
  select distinct
    f.year,
    f.month,
    f.superseded_by,
    f.superseded_at
  from superseded_files f
  left join files_ingested s
    on s.file_type = f.file_type
    and s.year = f.year
    and s.month = f.month
  where f.superseded_by = :run_id
    and f.file_type = 'sales'
    and s.file_name is null
)

select distinct
  r.loaded_to,
  r.declared_at,
  r.run_id,
  m.superseded_by,
  m.superseded_at
from declared_watermarks r
inner join months_taken_back m
  on m.year = year(r.loaded_to - 1)
  and m.month = month(r.loaded_to - 1)
inner join superseded_files l
  on l.run_id = r.run_id
  and l.file_type = 'sales'
  and l.year = m.year
  and l.month = m.month
