-- Counts the comments that the run has handed over with the files that hold them now.
update files_ingested
set
  rows_loaded = n.row_count,
  rows_duplicate = files_ingested.rows_duplicate - (n.row_count - files_ingested.rows_loaded),
  first_day = nvl(files_ingested.first_day, n.first_day),
  last_day = nvl(files_ingested.last_day, n.last_day)
from (
  select
    r.load_number,
    count(*) as row_count,
    min(r.chat_date) as first_day,
    max(r.chat_date) as last_day
  from feedback_raw r
  inner join (
    select distinct load_number
    from duplicate_rows
    where feed = 'feedback'
      and handed_by = :run_id
  ) h
    on h.load_number = r.load_number
  group by r.load_number
) n
where files_ingested.load_number = n.load_number
