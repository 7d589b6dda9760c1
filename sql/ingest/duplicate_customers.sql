-- One row per customer and day of validity of the landed file that the newest earlier load of that day brought with the same values.
with first_rows as (
  select
    :customers_values
  from landing_rows r
  where r.file_number = :file_number
    and r.outcome = 'GOOD'
  qualify row_number() over (partition by r.customer_id, r.valid_from order by r.line_number nulls last) = 1
),

earlier_rows as (
  select
    :customers_values,
    r.load_number
  from customers r
  where r.load_number < :load_number
    and r.valid_from in (select valid_from from first_rows)
  qualify row_number() over (partition by r.customer_id, r.valid_from order by r.load_number desc nulls last) = 1
)

select
  'customers' as feed,
  n.customer_id || ' ' || cast(n.valid_from as string) as row_key,
  :load_number as load_number,
  o.load_number as equals_load,
  cast(null as string) as handed_by,
  cast(null as timestamp) as handed_at
from first_rows n
inner join earlier_rows o
  on o.customer_id = n.customer_id
  and o.valid_from = n.valid_from
where not (:customers_differences)
