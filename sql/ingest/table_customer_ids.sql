-- One row per customer whom good rows of a feed's table name.
select distinct customer_id
from table_lines
where not is_future
  and outcome = 'GOOD'
order by customer_id nulls last
