-- One row per load of rows of a table by a growing column: how far the column had come.
select
  file_type,
  file_name,
  header as grown_to
from files_ingested
where released_from is null
  and header is not null
  and file_name like '%.table'
order by file_type nulls last, file_name nulls last
