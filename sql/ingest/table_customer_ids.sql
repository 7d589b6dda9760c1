-- One row per customer whom good rows of a feed's table name.
select distinct customer_id
from table_lines
where file_number is not null
  and not is_future
  and not is_dropped
  and is_good
order by customer_id nulls last
