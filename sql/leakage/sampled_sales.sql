-- One row per purchase and return of sampled customers: those with the smallest hashes.
with sampled_customers as (
  select customer_id
  from sales
  group by customer_id
  qualify row_number() over (
    order by md5(cast(:seed as string) || ':' || customer_id) nulls last, customer_id nulls last
  ) <= :most_customers
)
select
  s.customer_id,
  cast(s.transaction_date as date) as transaction_date,
  cast(s.total_amount as double) as total_amount,
  nvl(s.is_return, false) as is_return
from sales s
inner join sampled_customers c
  on c.customer_id = s.customer_id
order by s.customer_id nulls last, s.transaction_date nulls last, s.transaction_id nulls last
