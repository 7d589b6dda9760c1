-- One row per content that an erasure changed, oldest first.
select
  run_id,
  table_name,
  row_filter,
  hash_version,
  hash_before,
  hash_after,
  rows_before,
  rows_after
from erased_contents
order by erased_at nulls last, run_id nulls last, table_name nulls last, row_filter nulls last
