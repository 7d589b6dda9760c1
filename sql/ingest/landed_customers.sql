-- One row per file, customer and day that has landed: the attributes from that day on, of the first row that gives them.
select customer_id, age, customer_segment, gender, location, valid_from, file_number
from landed_rows
where feed = 'customers'
qualify row_number() over (partition by file_number, customer_id, valid_from order by line_number nulls last) = 1
