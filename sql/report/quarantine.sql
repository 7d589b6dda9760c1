-- One row per feed, rule and column with bad rows, the most rows first.
select
  feed,
  rule,
  column_name,
  cast(sum(rows_quarantined) as bigint) as rows_waiting,
  cast(count(*) as bigint) as files,
  max(file_name) as last_file
from quarantine_summary
group by feed, rule, column_name
order by rows_waiting desc nulls last, feed nulls last, rule nulls last, column_name nulls last
