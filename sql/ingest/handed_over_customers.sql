-- One row per row of customers that the run has handed over to another file, as that file holds it.
select
  :customers_values,
  d.load_number
from duplicate_rows d
inner join superseded_customers r
  on r.customer_id || ' ' || cast(r.valid_from as string) = d.row_key
  and r.load_number = d.equals_load
where d.feed = 'customers'
  and d.handed_by = :run_id
