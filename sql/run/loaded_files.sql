-- One row per load, standing or taken back, by feed, month and name, beside the day of the first purchase, the first day not known to be loaded for sales, the first day that a quarantined row is due on which was only early, and the function that scored the comments; one row if no file was ever loaded.
with known_days as (
  select
    min(iff(is_return, null, transaction_date)) as first_sale,
    cast(max(transaction_date) + 1 as date) as loaded_to
  from sales
  -- A day on which only customers bought who were erased is loaded all the same.
  union all
  select
    null as first_sale,
    cast(last_day + 1 as date) as loaded_to
  from files_ingested
  where file_type = 'sales'
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
),

loads as (
  select
    file_type,
    year,
    month,
    file_name,
    content_hash,
    rows_loaded,
    first_day,
    last_day,
    load_number,
    contract_version,
    currency,
    released_from,
    true as is_standing
  from files_ingested
  union all
  select
    file_type,
    year,
    month,
    file_name,
    content_hash,
    rows_loaded,
    first_day,
    last_day,
    load_number,
    contract_version,
    currency,
    released_from,
    false as is_standing
  from superseded_files
),

-- The other reasons of a row have no day that they are due on.
rows_only_early as (
  select max(due_on) as due_on
  from quarantine
  group by feed, file_name, line_number
  having count(*) = count(due_on)
),

early_rows as (
  select cast(min(due_on) as date) as early_rows_due
  from rows_only_early
),

-- Those that stand count, and else those that were taken back.
scored_comments as (
  select nvl(max(iff(is_standing, scored_by, null)), max(scored_by)) as scored_by
  from (
    select scored_by, true as is_standing
    from feedback_sentiment
    union all
    select scored_by, false as is_standing
    from superseded_feedback
  ) s
)

select
  w.first_sale,
  w.watermark,
  e.early_rows_due,
  c.scored_by,
  f.file_type,
  f.year,
  f.month,
  f.file_name,
  f.content_hash,
  f.rows_loaded,
  f.first_day,
  f.last_day,
  zeroifnull(f.load_number) as load_number,
  f.contract_version,
  f.currency,
  f.released_from,
  f.is_standing
from watermarks w
cross join early_rows e
cross join scored_comments c
left join loads f
  on true
order by
  f.file_type nulls last,
  f.year nulls first,
  f.month nulls first,
  f.file_name nulls last,
  f.load_number nulls last
