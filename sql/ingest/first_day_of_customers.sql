-- One row: the last day before a snapshot can read a row of one load of customers, by that load and those before it; null if every snapshot can.
-- A customer's oldest row also counts before it is valid, from the first purchase on; a customer who has bought nothing yet
-- will not buy before the first day that is not loaded.
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
  where zeroifnull(load_number) <= :load_number
    and customer_id in (select customer_id from loaded_rows)
  qualify row_number() over (partition by customer_id order by valid_from nulls first, load_number nulls first) = 1
),

first_purchases as (
  select
    customer_id,
    min(transaction_date) as first_purchase_date
  from sales
  where zeroifnull(load_number) < :load_number
    and not nvl(is_return, false)
    and customer_id in (select customer_id from loaded_rows)
  group by customer_id
),

known_days as (
  select cast(max(transaction_date) + 1 as date) as loaded_to
  from sales
  where zeroifnull(load_number) < :load_number
  union all
  select loaded_to
  from declared_watermarks
),

watermarks as (
  select max(loaded_to) as watermark
  from known_days
),

first_days as (
  select
    case
      when l.valid_from <= date '0001-01-01' then null
      when o.load_number = :load_number and o.valid_from = l.valid_from then nvl(p.first_purchase_date, w.watermark)
      else cast(l.valid_from - 1 as date)
    end as first_day
  from loaded_rows l
  inner join oldest_rows o
    on o.customer_id = l.customer_id
  left join first_purchases p
    on p.customer_id = l.customer_id
  cross join watermarks w
)

select cast(nullif(min(nvl(first_day, date '0001-01-01')), date '0001-01-01') as date) as first_day
from first_days
