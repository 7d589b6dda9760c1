-- One row per contract that files were loaded by.
create table if not exists contracts (
  contract_version string not null, -- as in quarantine and files_ingested
  content string not null, -- JSON: what the contract says, without comments
  run_id string not null -- run that loaded by it first
)
