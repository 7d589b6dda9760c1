-- One row: the first day not known to be loaded for sales; null before the first sale.
with known_days as (
  select cast(max(transaction_date) + 1 as date) as loaded_to
  from sales
  union all
  select loaded_to
  from declared_watermarks
)
select cast(max(loaded_to) as date) as watermark
from known_days
