-- One row: the last day before a snapshot can read a row of one load of customers; null if every snapshot can.
-- A customer's oldest row also counts before it is valid, from the first purchase on; a customer who has bought nothing yet
-- will buy after the newest sale, as far as one can know.
with loaded_rows as (
  select
    customer_id,
    valid_from
  from customers
  where load_number = :load_number
),

oldest_rows as (
  select
    customer_id,
    load_number,
    valid_from
  from customers
  where customer_id in (select customer_id from loaded_rows)
  qualify row_number() over (partition by customer_id order by valid_from nulls first, load_number nulls first) = 1
),

first_purchases as (
  select
    customer_id,
    min(transaction_date) as first_purchase_date
  from sales
  where customer_id in (select customer_id from loaded_rows)
  group by customer_id
),

newest_sale as (
  select max(transaction_date) as transaction_date
  from sales
),

first_days as (
  select
    case
      when o.load_number = :load_number and o.valid_from = l.valid_from then nvl(p.first_purchase_date, n.transaction_date)
      when l.valid_from > date '0001-01-01' then cast(l.valid_from - 1 as date)
    end as first_day
  from loaded_rows l
  inner join oldest_rows o
    on o.customer_id = l.customer_id
  left join first_purchases p
    on p.customer_id = l.customer_id
  cross join newest_sale n
)

select cast(nullif(min(nvl(first_day, date '0001-01-01')), date '0001-01-01') as date) as first_day
from first_days
