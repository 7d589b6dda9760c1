-- One row changes per recorded content whose rows stood unchanged until the erasure: it holds what is left of them.
update slice_contents
set
  content_hash = e.hash_after,
  row_count = e.rows_after
from erased_contents e
where e.run_id = :run_id
  and slice_contents.table_name = e.table_name
  and slice_contents.row_filter = e.row_filter
  and slice_contents.hash_version = e.hash_version
  and slice_contents.content_hash = e.hash_before
