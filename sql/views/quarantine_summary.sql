-- One row per file, rule and column: bad rows that wait for repair or release.
create or replace view quarantine_summary as
with files as (
  select file_type, file_name, max(rows_read) as rows_read, max(ingested_at) as ingested_at
  from files_ingested
  where released_from is null
  group by file_type, file_name
)

select
  q.feed, -- customers, sales, feedback
  q.file_name, -- that the rows came with
  q.rule, -- that they broke
  q.column_name, -- null for a rule of whole rows
  count(*) as rows_quarantined, -- records that broke the rule
  cast(count(*) as double) / nullif(max(f.rows_read), 0) as share_of_file, -- of the records of the file, in [0, 1]; null for a file that is not loaded
  min(q.line_number) as first_line, -- 1-based
  min(q.due_on) as due_on, -- first day that is not too early for a value; null where the reason is another
  max(f.ingested_at) as ingested_at -- UTC
from quarantine q
left join files f
  on f.file_type = q.feed and f.file_name = q.file_name
group by q.feed, q.file_name, q.rule, q.column_name
