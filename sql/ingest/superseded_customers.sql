-- One row per customer of a load that the run takes back.
select
  :customers_values,
  r.load_number,
  f.superseded_by,
  f.superseded_at
from customers r
inner join superseded_files f
  on f.load_number = r.load_number
where f.superseded_by = :run_id
  and f.file_type = 'customers'
