-- One row per sale of a load that the run takes back.
select
  :sales_values,
  r.load_number,
  f.superseded_by,
  f.superseded_at
from sales r
inner join superseded_files f
  on f.load_number = r.load_number
where f.superseded_by = :run_id
  and f.file_type = 'sales'
