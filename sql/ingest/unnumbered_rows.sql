-- One row: what an older release left untold of a load: rows without a load number that may be its own, and later loads with duplicates that may be rows of it.
with load_in_question as (
  select
    file_type,
    load_number,
    first_day,
    last_day
  from files_ingested
  where load_number = :load_number
),

rows_without_number as (
  select r.transaction_id as row_key
  from sales r
  inner join load_in_question f
    on r.transaction_date between f.first_day and f.last_day
  where f.file_type = 'sales'
    and r.load_number is null
  union all
  select r.feedback_id as row_key
  from feedback_raw r
  inner join load_in_question f
    on r.chat_date between f.first_day and f.last_day
  where f.file_type = 'feedback'
    and r.load_number is null
  union all
  select r.customer_id as row_key
  from customers r
  inner join load_in_question f
    on f.file_type = 'customers'
  where r.load_number is null
),

duplicates_not_kept as (
  select o.file_name
  from files_ingested o
  inner join load_in_question f
    on f.file_type = o.file_type
    and f.load_number < o.load_number
  where o.rows_duplicate > 0
    and o.ingested_at < (
      select min(applied_at)
      from schema_versions
      where version >= :since
    )
)

select
  (select cast(count(*) as bigint) from rows_without_number) as rows_untold,
  (select min(file_name) from duplicates_not_kept) as file_with_duplicates
