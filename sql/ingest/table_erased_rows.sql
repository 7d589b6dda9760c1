-- One row per file of a feed's table with good rows of customers who were erased: how many, and their days.
select
  l.file_number,
  cast(count(*) as bigint) as row_count,
  min(l.day) as first_day,
  max(l.day) as last_day
from table_lines l
inner join erased_customers e
  on e.customer_id = l.customer_id
where l.file_number is not null
  and not l.is_future
  and not l.is_dropped
  and l.is_good
group by l.file_number
order by l.file_number nulls last
