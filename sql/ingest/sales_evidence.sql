-- One row per day, month and level, or month and column of what is loaded and has landed: the counts that holes and faults are judged on.
with landed_sales as (
  select customer_id, transaction_id, transaction_date, discount_applied, num_items, payment_method, total_amount
  from landed_rows
  where feed = 'sales'
  qualify row_number() over (partition by transaction_id order by file_number nulls last, line_number nulls last) = 1
),

known_sales as (
  select customer_id, transaction_date, discount_applied, num_items, payment_method, total_amount
  from sales
  union all
  select l.customer_id, l.transaction_date, l.discount_applied, l.num_items, l.payment_method, l.total_amount
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

known_customers as (
  select customer_id, age, customer_segment, gender, location
  from landed_customers
  union all
  select c.customer_id, c.age, c.customer_segment, c.gender, c.location
  from customers c
  left join landed_customers l
    on l.customer_id = c.customer_id
  where l.customer_id is null
),

described_sales as (
  select
    date_trunc('month', s.transaction_date) as month,
    s.*,
    c.age,
    c.customer_segment,
    c.gender,
    c.location
  from known_sales s
  left join known_customers c
    on c.customer_id = s.customer_id
),

sales_by_level as (
  select 'payment_method' as subject, payment_method as level, month, count(*) as row_count
  from described_sales
  group by payment_method, month
  union all
  select 'customer_segment' as subject, customer_segment as level, month, count(*) as row_count
  from described_sales
  group by customer_segment, month
  union all
  select 'gender' as subject, gender as level, month, count(*) as row_count
  from described_sales
  group by gender, month
  union all
  select 'location' as subject, location as level, month, count(*) as row_count
  from described_sales
  group by location, month
),

frequent_levels as (
  select subject, level, month, row_count
  from sales_by_level
  where level is not null
  qualify max(row_count) over (partition by subject, level) >= 10
)

select
  cast('day' as string) as fact,
  cast('sales' as string) as subject,
  cast(null as string) as level,
  cast(transaction_date as date) as day,
  cast(count(*) as bigint) as row_count
from known_sales
group by transaction_date
union all
select
  cast('level' as string) as fact,
  cast(subject as string) as subject,
  cast(level as string) as level,
  cast(month as date) as day,
  cast(row_count as bigint) as row_count
from frequent_levels
order by fact nulls last, subject nulls last, level nulls last, day nulls last
