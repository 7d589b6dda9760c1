-- One row per feed and month: rows loaded, quarantined and duplicate.
select
  feed,
  month,
  files,
  rows_read,
  rows_loaded,
  rows_quarantined,
  rows_duplicate,
  last_day,
  ingested_at
from report_feeds
order by month nulls first, feed nulls last
