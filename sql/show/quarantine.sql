-- One row per file, rule and column, of the newest :up_to files with bad rows.
select
  cast(feed as string) as feed,
  cast(file_name as string) as file_name,
  cast(rule as string) as rule,
  cast(column_name as string) as column_name,
  cast(rows_quarantined as bigint) as rows_quarantined,
  cast(share_of_file as double) as share_of_file,
  cast(first_line as bigint) as first_line,
  cast(due_on as date) as due_on,
  cast(ingested_at as timestamp) as ingested_at,
  dense_rank() over (
    order by ingested_at desc nulls first, file_name desc nulls last, feed nulls last
  ) as newest_first
from quarantine_summary
qualify newest_first <= :up_to
order by
  newest_first desc nulls last,
  rows_quarantined desc nulls last,
  rule nulls last,
  column_name nulls last
