-- One row per transaction that has landed and is not in sales: the first of its rows, by file, then by line.
with placed_sales as (
  select
    customer_id,
    transaction_id,
    transaction_date,
    discount_applied,
    num_items,
    payment_method,
    total_amount,
    is_return,
    file_number * 1000000000000 + line_number as place -- first by file, then by line
  from landed_rows
  where feed = 'sales'
),

repeated_keys as (
  select
    transaction_id,
    min(place) as first_place
  from placed_sales
  group by transaction_id
  having count(*) > 1
)

select
  p.customer_id,
  p.transaction_date,
  p.discount_applied,
  p.num_items,
  p.payment_method,
  p.total_amount,
  p.is_return
from placed_sales p
left join repeated_keys k
  on k.transaction_id = p.transaction_id
left join sales s
  on s.transaction_id = p.transaction_id
where (k.first_place is null or k.first_place = p.place)
  and s.transaction_id is null
