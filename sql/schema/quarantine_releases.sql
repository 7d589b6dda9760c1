-- One row per release of a file's quarantined records, rule that they broke and contract that had found it.
create table if not exists quarantine_releases (
  run_id string not null,
  released_at timestamp not null,
  kind string not null, -- CONTRACT: judged anew by another contract, REPAIRED: by their texts in a repaired file, EARLY: their day has come
  feed string not null, -- customers, sales, feedback
  file_name string not null, -- that the records came with
  repaired_file string, -- that held their new texts; null where nothing was repaired
  load_number bigint not null, -- of the release in files_ingested
  released_from bigint not null, -- load of the file
  rule string not null,
  contract_before string not null, -- version that found the rule broken
  contract_after string not null, -- version that the records were judged by
  rows_judged bigint not null, -- records that broke the rule
  rows_released bigint not null, -- of these, those that left the quarantine
  rows_dropped bigint -- of those that left, the ones that the contract leaves out; null where an older release judged them
)
