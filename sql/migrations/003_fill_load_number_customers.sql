-- Rows name the load they came with: that of the only file that customers were loaded from.
update customers
set load_number = n.load_number
from (
  select min(load_number) as load_number
  from files_ingested
  where file_type = 'customers'
    and rows_loaded > 0
  having count(*) = 1
) n
where n.load_number is not null
