-- One row per feed and month of its rows: what its files brought. Feeds without days, such as customers, have one row and no month.
create or replace view report_feeds as
select
  file_type as feed,
  cast(date_trunc('month', last_day) as date) as month, -- null where rows have no day
  cast(sum(case when released_from is null then 1 else 0 end) as bigint) as files, -- without rows that came out of quarantine later
  cast(sum(rows_read) as bigint) as rows_read,
  cast(sum(rows_loaded) as bigint) as rows_loaded,
  cast(sum(rows_quarantined) as bigint) as rows_quarantined,
  cast(sum(rows_duplicate) as bigint) as rows_duplicate,
  max(last_day) as last_day,
  max(ingested_at) as ingested_at
from files_ingested
group by file_type, date_trunc('month', last_day)
