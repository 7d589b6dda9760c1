-- One row per load that the run takes back and load that it makes, either missing: how their customers compare.
with old_rows as (
  select
    :customers_values,
    r.load_number
  from superseded_customers r
  where r.superseded_by = :run_id
),

new_rows as (
  select
    :customers_values,
    r.load_number
  from customers r
  where r.load_number >= :first_load
),

handed_rows as (
  select row_key
  from duplicate_rows
  where handed_by = :run_id
    and feed = 'customers'
)

select
  o.load_number as old_load,
  n.load_number as new_load,
  cast(count(*) as bigint) as row_count,
  cast(count_if(o.customer_id is not null and n.customer_id is not null and (:customers_differences)) as bigint) as rows_changed,
  cast(count(h.row_key) as bigint) as rows_handed_over
from old_rows o
full outer join new_rows n
  on n.customer_id = o.customer_id
  and n.valid_from = o.valid_from
left join handed_rows h
  on h.row_key = o.customer_id || ' ' || cast(o.valid_from as string)
group by o.load_number, n.load_number
order by o.load_number nulls last, n.load_number nulls last
