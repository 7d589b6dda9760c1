-- One row per row of counted_sales, beside the attributes of its customer on that day; before the first, those.
-- A segment that was given later is not known then: it may tell who stopped buying, and would look like one that vanished.
with known_customers as (
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
  c.customer_id is not null as is_described,
  c.age,
  c.customer_segment,
  iff(c.valid_from > s.transaction_date, null, c.customer_segment) as known_segment,
  c.gender,
  c.location
from counted_sales s
left join attributes_over_time c
  on c.customer_id = s.customer_id
  and c.counts_from <= s.transaction_date
  and c.counts_until > s.transaction_date
