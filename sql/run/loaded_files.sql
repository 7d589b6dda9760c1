-- One row per loaded file, by feed, month and name, beside the day of the first sale and the first day not known to be loaded for sales; one row if no file is loaded.
with known_days as (
  select
    min(transaction_date) as first_sale,
    cast(max(transaction_date) + 1 as date) as loaded_to
  from sales
  union all
  select
    null as first_sale,
    loaded_to
  from declared_watermarks
),

watermarks as (
  select
    cast(min(first_sale) as date) as first_sale,
    cast(max(loaded_to) as date) as watermark
  from known_days
)

select
  w.first_sale,
  w.watermark,
  f.file_type,
  f.year,
  f.month,
  f.file_name,
  f.content_hash,
  f.rows_loaded,
  f.first_day,
  f.last_day,
  zeroifnull(f.load_number) as load_number
from watermarks w
left join files_ingested f
  on true
order by f.file_type nulls last, f.year nulls first, f.month nulls first, f.file_name nulls last
