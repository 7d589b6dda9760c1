-- One row: how often a customer stands in the rows that files brought, and when it bought.
select
  (select count(*) from customers where customer_id = :customer_id) as attributes,
  count(*) as purchases_and_returns,
  min(transaction_date) as first_day,
  max(transaction_date) as last_day
from sales
where customer_id = :customer_id
