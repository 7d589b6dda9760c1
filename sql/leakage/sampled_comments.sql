-- One row per comment with a sentiment of sampled customers (those with the smallest hashes), newest first.
with sampled_customers as (
  select customer_id
  from sales
  group by customer_id
  qualify row_number() over (
    order by md5(cast(:seed as string) || ':' || customer_id) nulls last, customer_id nulls last
  ) <= :most_customers
)
select
  f.customer_id,
  cast(f.chat_date as date) as chat_date,
  f.sentiment
from feedback_sentiment f
inner join sampled_customers c
  on c.customer_id = f.customer_id
where f.sentiment is not null
order by
  f.chat_date desc nulls last,
  f.chat_time desc nulls last,
  try_cast(f.feedback_id as decimal(38, 0)) desc nulls last,
  length(f.feedback_id) desc nulls last,
  f.feedback_id desc nulls last
