-- One row per snapshot and customer: the margin in USD that is kept if the customer stays.
select
  snapshot_date,
  customer_id,
  monthly_spend_usd * :margin_share * :horizon_months as margin_usd
from customer_spend
