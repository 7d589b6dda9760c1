-- One row: what a load counted that was taken back; good rows are those that it loaded and its duplicates.
with rows_received_later as (
  select count(*) as row_count
  from duplicate_rows
  where load_number = :load_number
    and handed_by is not null
)

select
  f.rows_read,
  f.rows_quarantined,
  f.rows_loaded + f.rows_duplicate as good_rows,
  f.header,
  iff(f.rows_loaded > l.row_count, f.first_day, null) as first_day,
  iff(f.rows_loaded > l.row_count, f.last_day, null) as last_day
from superseded_files f
cross join rows_received_later l
where f.load_number = :load_number
