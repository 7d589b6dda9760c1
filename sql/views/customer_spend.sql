-- One row per snapshot and customer: money spent before the snapshot, for each 30 days in which it could have been seen.
-- Those days begin with the sign-up or with the first loaded sale, whichever is later: an old customer's years before the
-- first file would only thin the spend out. Fewer than 30 days count as 30, so that one large first order is no habit.
create or replace view customer_spend as
with first_loaded_sale as (
  select min(first_day) as first_day
  from files_ingested
  where file_type = 'sales'
),

seen_customers as (
  select
    f.snapshot_date,
    f.customer_id,
    f.sum_total_amount_total,
    least(f.tenure_days, coalesce(datediff('day', s.first_day, f.snapshot_date), f.tenure_days)) as days_seen
  from customer_features f
  cross join first_loaded_sale s
)

select
  snapshot_date,
  customer_id,
  cast(greatest(0, sum_total_amount_total) * 30 / greatest(30, days_seen) as double) as monthly_spend_usd
from seen_customers
