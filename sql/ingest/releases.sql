-- One row per release of a file's quarantined rows, rule and contract before, oldest first.
select
  cast(released_at as string) as released_at,
  run_id,
  kind,
  feed,
  file_name,
  rule,
  rows_judged,
  rows_released - nvl(rows_dropped, 0) as rows_released,
  rows_dropped,
  contract_before,
  contract_after,
  repaired_file
from quarantine_releases
order by
  load_number nulls last,
  rule nulls last,
  contract_before nulls last
