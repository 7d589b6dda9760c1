-- One row per good row of a customers file that was taken back, as it was loaded, for landing_rows.
select
  :customers_values,
  cast(row_number() over (order by r.customer_id nulls last) as bigint) as line_number
from superseded_customers r
where r.load_number = :load_number
