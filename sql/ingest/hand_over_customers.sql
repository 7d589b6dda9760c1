-- Lets each row of customers that the run takes back stand with the first other loaded file that holds it.
update duplicate_rows
set
  handed_by = h.superseded_by,
  handed_at = h.superseded_at
from (
  select
    d.row_key,
    d.load_number,
    b.superseded_by,
    b.superseded_at
  from duplicate_rows d
  inner join superseded_customers b
    on b.customer_id || ' ' || cast(b.valid_from as string) = d.row_key
    and b.load_number = d.equals_load
  inner join files_ingested f
    on f.load_number = d.load_number
  where d.feed = 'customers'
    and b.superseded_by = :run_id
  qualify row_number() over (partition by d.row_key order by d.load_number nulls last) = 1
) h
where duplicate_rows.feed = 'customers'
  and duplicate_rows.row_key = h.row_key
  and duplicate_rows.load_number = h.load_number
