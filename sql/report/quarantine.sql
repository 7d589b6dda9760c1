-- One row per feed, rule and column with bad rows, the most rows first.
select
  feed,
  rule,
  column_name,
  rows_waiting,
  files,
  last_file
from report_quarantine
order by rows_waiting desc nulls last, feed nulls last, rule nulls last, column_name nulls last
