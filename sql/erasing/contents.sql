-- One row per content that runs recorded: table, rows and the version of its hash.
select distinct
  table_name,
  row_filter,
  hash_version
from slice_contents
order by table_name nulls last, row_filter nulls last, hash_version nulls last
