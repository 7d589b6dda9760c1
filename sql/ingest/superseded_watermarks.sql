-- One row per day that was declared in the month of a sales file, by the run that loaded it, if the run takes the last such file back.
with months_taken_back as (
  select
    f.run_id,
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
  on m.run_id = r.run_id
  and m.year = year(r.loaded_to - 1)
  and m.month = month(r.loaded_to - 1)
