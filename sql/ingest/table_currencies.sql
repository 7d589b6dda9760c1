-- One row per file of a feed's table and currency that its good rows name, with the first line that does.
select
  l.file_number,
  l.currency,
  cast(min(l.line_number) as bigint) as line_number
from table_lines l
left join erased_customers e
  on e.customer_id = l.customer_id
where l.file_number is not null
  and not l.is_future
  and not l.is_dropped
  and l.is_good
  and e.customer_id is null
group by l.file_number, l.currency
order by l.file_number nulls last, l.currency nulls last
