-- One row per declared day that fell with the file that it was declared with.
create table if not exists superseded_watermarks (
  loaded_to date not null, -- first day not known to be loaded
  declared_at timestamp not null,
  run_id string not null, -- run that declared it
  superseded_by string not null, -- run that took the file back
  superseded_at timestamp not null
)
