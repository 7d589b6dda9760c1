-- One row per row of sampled customers (those with the smallest hashes), by day of validity, then by load.
with sampled_customers as (
  select customer_id
  from sales
  group by customer_id
  qualify row_number() over (
    order by md5(cast(:seed as string) || ':' || customer_id) nulls last, customer_id nulls last
  ) <= :most_customers
)
select
  p.customer_id,
  cast(p.age as bigint) as age,
  cast(p.gender as string) as gender,
  cast(p.location as string) as location,
  cast(p.customer_segment as string) as customer_segment,
  cast(p.signup_date as date) as signup_date,
  cast(p.valid_from as date) as valid_from
from customers p
inner join sampled_customers c
  on c.customer_id = p.customer_id
order by p.customer_id nulls last, p.valid_from nulls first, p.load_number nulls first
