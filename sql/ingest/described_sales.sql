-- One row per sale that is loaded or has landed, beside the attributes of its customer on that day; before the first, those.
-- A segment that was given later is not known then: it may tell who stopped buying, and would look like one that vanished.
with landed_sales as (
  select
    customer_id,
    transaction_id,
    transaction_date,
    discount_applied,
    num_items,
    payment_method,
    total_amount,
    is_return
  from landed_rows
  where feed = 'sales'
  qualify row_number() over (partition by transaction_id order by file_number nulls last, line_number nulls last) = 1
),

known_sales as (
  select customer_id, transaction_date, discount_applied, num_items, payment_method, total_amount, is_return
  from sales
  union all
  select l.customer_id, l.transaction_date, l.discount_applied, l.num_items, l.payment_method, l.total_amount, l.is_return
  from landed_sales l
  left join sales s
    on s.transaction_id = l.transaction_id
  where s.transaction_id is null
),

landed_customers as (
  select customer_id, age, customer_segment, gender, location, valid_from, file_number
  from landed_rows
  where feed = 'customers'
  qualify row_number() over (partition by file_number, customer_id, valid_from order by line_number nulls last) = 1
),

known_customers as (
  select customer_id, age, customer_segment, gender, location, valid_from, 0 as is_landed, load_number as load_order
  from customers
  union all
  select customer_id, age, customer_segment, gender, location, valid_from, 1 as is_landed, file_number as load_order
  from landed_customers
),

attributes_over_time as (
  select
    customer_id,
    age,
    customer_segment,
    gender,
    location,
    valid_from,
    iff(
      row_number() over (
        partition by customer_id
        order by valid_from nulls first, is_landed nulls last, load_order nulls first
      ) = 1,
      date '0001-01-01',
      valid_from
    ) as counts_from,
    nvl(
      lead(valid_from) over (
        partition by customer_id
        order by valid_from nulls first, is_landed nulls last, load_order nulls first
      ),
      date '9999-12-31'
    ) as counts_until
  from known_customers
)

select
  s.transaction_date,
  s.discount_applied,
  s.num_items,
  s.payment_method,
  s.total_amount,
  not nvl(s.is_return, false) as is_purchase,
  date_trunc('month', s.transaction_date) as month,
  c.customer_id is not null as is_described,
  c.age,
  c.customer_segment,
  iff(c.valid_from > s.transaction_date, null, c.customer_segment) as known_segment,
  c.gender,
  c.location
from known_sales s
left join attributes_over_time c
  on c.customer_id = s.customer_id
  and c.counts_from <= s.transaction_date
  and c.counts_until > s.transaction_date
