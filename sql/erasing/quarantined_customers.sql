-- One row per customer to forget whom the text of a bad row names.
with bad_rows as (
  select raw_row
  from quarantine
  union all
  select raw_row || '|' || nvl(judged_row, '') as raw_row
  from superseded_quarantine
)

select distinct f.customer_id
from customers_to_forget f
inner join bad_rows b
  on contains(
    lower('|' || translate(replace(replace(b.raw_row, '""', '"'), chr(92) || '"', '"'), ',;":{}[]=^~ ' || chr(1) || chr(9) || chr(10) || chr(13), '||||||||||||||||') || '|'),
    lower('|' || translate(f.customer_id, ',;":{}[]=^~ ' || chr(1) || chr(9) || chr(10) || chr(13), '||||||||||||||||') || '|')
  )
  and (
    contains(replace(replace(b.raw_row, '""', '"'), chr(92) || '"', '"'), f.customer_id)
    or contains(upper(replace(replace(b.raw_row, '""', '"'), chr(92) || '"', '"')), f.customer_id)
    or contains(lower(replace(replace(b.raw_row, '""', '"'), chr(92) || '"', '"')), f.customer_id)
  )
order by f.customer_id nulls last
