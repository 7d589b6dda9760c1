-- One row: what a load counted that was taken back, or is of a table; good rows are those that it loaded and its duplicates.
with loads as (
  select load_number, rows_read, rows_quarantined, rows_loaded, rows_duplicate, header, currency, first_day, last_day
  from superseded_files
  union all
  select load_number, rows_read, rows_quarantined, rows_loaded, rows_duplicate, header, currency, first_day, last_day
  from files_ingested
),

rows_received_later as (
  select count(*) as row_count
  from duplicate_rows
  where load_number = :load_number
    and handed_by is not null
),

-- Records that were judged anew later count with their release.
records_judged_later as (
  select count(distinct line_number) as row_count
  from superseded_quarantine s
  inner join quarantine_releases r
    on r.run_id = s.superseded_by
    and r.feed = s.feed
    and r.file_name = s.file_name
  where s.load_number = :load_number
)

select
  f.rows_read + j.row_count as rows_read,
  f.rows_quarantined + j.row_count as rows_quarantined,
  f.rows_loaded + f.rows_duplicate as good_rows,
  f.header,
  f.currency,
  iff(f.rows_loaded > l.row_count, f.first_day, null) as first_day,
  iff(f.rows_loaded > l.row_count, f.last_day, null) as last_day
from loads f
cross join rows_received_later l
cross join records_judged_later j
where f.load_number = :load_number
