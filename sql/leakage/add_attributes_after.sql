-- Adds one row, valid from the day after a day, for each customer with a row that was valid by then.
insert into customers (customer_id, age, customer_segment, gender, location, valid_from)
select
  customer_id,
  149,
  'leakcheck',
  'leakcheck',
  'leakcheck',
  cast(dateadd('day', 1, :snapshot_date) as date)
from customers
where valid_from is null or valid_from <= :snapshot_date
group by customer_id
