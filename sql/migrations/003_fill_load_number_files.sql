-- Rows name the load they came with: files are numbered in the order in which they were loaded.
update files_ingested
set load_number = n.load_number
from (
  select
    file_type,
    file_name,
    content_hash,
    row_number() over (
      order by ingested_at nulls last, year nulls first, month nulls first, file_type nulls last, file_name nulls last
    ) as load_number
  from files_ingested
) n
where n.file_type = files_ingested.file_type
  and n.file_name = files_ingested.file_name
  and n.content_hash = files_ingested.content_hash
