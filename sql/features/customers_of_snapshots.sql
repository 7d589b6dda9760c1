-- One row per requested snapshot: how many customers have sales before it.
with first_sales as (
  select
    customer_id,
    min(transaction_date) as first_day
  from sales
  group by customer_id
),

first_days as (
  select
    first_day,
    count(*) as customers
  from first_sales
  group by first_day
)

select
  cast(r.snapshot_date as date) as snapshot_date,
  cast(nvl(sum(f.customers), 0) as bigint) as customers
from requested_snapshots r
left join first_days f
  on f.first_day < r.snapshot_date
group by r.snapshot_date
order by r.snapshot_date nulls last
