-- One row per sale that the run has handed over to another file, as that file holds it.
select
  :sales_values,
  d.load_number
from duplicate_rows d
inner join superseded_sales r
  on r.transaction_id = d.row_key
  and r.load_number = d.equals_load
where d.feed = 'sales'
  and d.handed_by = :run_id
