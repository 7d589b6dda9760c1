-- One row per day that an operator declared sales to be loaded up to (exclusive).
create table if not exists declared_watermarks (
  loaded_to date not null, -- first day not known to be loaded
  declared_at timestamp not null,
  run_id string not null
)
