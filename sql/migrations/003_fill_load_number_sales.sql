-- Rows name the load they came with: that of the only file with rows around their day.
update sales
set load_number = n.load_number
from (
  select
    d.transaction_date,
    min(f.load_number) as load_number
  from (select distinct transaction_date from sales) d
  inner join files_ingested f
    on d.transaction_date between f.first_day and f.last_day
  where f.file_type = 'sales'
  group by d.transaction_date
  having count(*) = 1
) n
where n.transaction_date = sales.transaction_date
