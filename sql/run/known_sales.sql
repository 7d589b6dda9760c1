-- One row per sale that stood after a load and a correction: brought by then, not taken back by then, and handed over by then if it was another file's.
with moments as (
  select distinct superseded_at
  from superseded_files
),

corrections as (
  select
    superseded_at,
    row_number() over (order by superseded_at nulls last) as correction
  from moments
),

handed_rows as (
  select
    d.row_key,
    d.load_number,
    c.correction
  from duplicate_rows d
  inner join corrections c
    on c.superseded_at = d.handed_at
  where d.feed = 'sales'
),

rows_of_any_time as (
  select
    :sales_values,
    r.load_number,
    cast(null as timestamp) as superseded_at
  from sales r
  union all
  select
    :sales_values,
    r.load_number,
    r.superseded_at
  from superseded_sales r
)

select
  :sales_values,
  r.load_number
from rows_of_any_time r
left join corrections c
  on c.superseded_at = r.superseded_at
left join handed_rows h
  on h.row_key = r.transaction_id
  and h.load_number = r.load_number
where zeroifnull(r.load_number) <= :last_load
  and nvl(c.correction, :last_correction + 1) > :last_correction
  and nvl(h.correction, 0) <= :last_correction
