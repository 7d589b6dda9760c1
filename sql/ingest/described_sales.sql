-- One row per sale that is loaded or has landed, beside what is known of its customer.
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
  select customer_id, age, customer_segment, gender, location
  from landed_rows
  where feed = 'customers'
  qualify row_number() over (partition by customer_id order by file_number desc nulls last, line_number desc nulls last) = 1
),

newest_customers as (
  select customer_id, age, customer_segment, gender, location
  from customers
  qualify row_number() over (partition by customer_id order by valid_from desc nulls last, load_number desc nulls last) = 1
),

known_customers as (
  select customer_id, age, customer_segment, gender, location
  from landed_customers
  union all
  select c.customer_id, c.age, c.customer_segment, c.gender, c.location
  from newest_customers c
  left join landed_customers l
    on l.customer_id = c.customer_id
  where l.customer_id is null
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
  c.gender,
  c.location
from known_sales s
left join known_customers c
  on c.customer_id = s.customer_id
