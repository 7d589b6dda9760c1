-- One row per file, rule, column and place: the first three rows that break the rule, and how many do.
select
  feed,
  file_name,
  rule,
  column_name,
  cast(count(*) over (partition by feed, file_name, rule, column_name) as bigint) as row_count,
  cast(row_number() over (
    partition by feed, file_name, rule, column_name order by line_number nulls last, value nulls first
  ) as bigint) as place,
  line_number,
  value,
  raw_row
from quarantine
qualify place <= 3
order by
  feed nulls last,
  file_name nulls last,
  row_count desc nulls last,
  rule nulls last,
  column_name nulls first,
  place nulls last
