-- Gives each load of customers the last day before a snapshot can read one of its rows, by that load and those before it that stand; see first_day_of_customers.
update files_ingested
set first_day = n.first_day
from (
  with loads as (
    select
      load_number,
      ingested_at
    from files_ingested
    where file_type = 'customers'
      and rows_loaded > 0
  ),

  loaded_rows as (
    select
      l.load_number,
      c.customer_id,
      c.valid_from
    from loads l
    inner join customers c
      on c.load_number = l.load_number
  ),

  loaded_customers as (
    select distinct
      load_number,
      customer_id
    from loaded_rows
  ),

  oldest_rows as (
    select
      l.load_number,
      l.customer_id,
      c.load_number as oldest_load,
      c.valid_from
    from loaded_customers l
    inner join customers c
      on c.customer_id = l.customer_id
      and zeroifnull(c.load_number) <= l.load_number
    qualify row_number() over (
      partition by l.load_number, l.customer_id
      order by c.valid_from nulls first, c.load_number nulls first
    ) = 1
  ),

  first_purchases as (
    select
      l.load_number,
      l.customer_id,
      min(s.transaction_date) as first_purchase_date
    from loaded_customers l
    inner join sales s
      on s.customer_id = l.customer_id
      and zeroifnull(s.load_number) < l.load_number
    group by l.load_number, l.customer_id
  ),

  newest_sales as (
    select
      zeroifnull(load_number) as load_number,
      cast(max(transaction_date) + 1 as date) as loaded_to
    from sales
    group by zeroifnull(load_number)
  ),

  known_days as (
    select
      l.load_number,
      s.loaded_to
    from loads l
    inner join newest_sales s
      on s.load_number < l.load_number
    union all
    select
      l.load_number,
      w.loaded_to
    from loads l
    inner join declared_watermarks w
      on w.declared_at < l.ingested_at
  ),

  watermarks as (
    select
      load_number,
      max(loaded_to) as watermark
    from known_days
    group by load_number
  ),

  first_days as (
    select
      l.load_number,
      case
        when l.valid_from <= date '0001-01-01' then null
        when o.oldest_load = l.load_number and o.valid_from = l.valid_from then nvl(p.first_purchase_date, w.watermark)
        else cast(l.valid_from - 1 as date)
      end as first_day
    from loaded_rows l
    inner join oldest_rows o
      on o.load_number = l.load_number
      and o.customer_id = l.customer_id
    left join first_purchases p
      on p.load_number = l.load_number
      and p.customer_id = l.customer_id
    left join watermarks w
      on w.load_number = l.load_number
  )

  select
    load_number,
    cast(nullif(min(nvl(first_day, date '0001-01-01')), date '0001-01-01') as date) as first_day
  from first_days
  group by load_number
) n
where files_ingested.load_number = n.load_number
