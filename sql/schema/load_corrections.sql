-- One row per file that a run took back or loaded in place of another.
create table if not exists load_corrections (
  run_id string not null,
  kind string not null, -- REPLACE, UNDO
  feed string not null, -- customers, sales, feedback
  file_name string not null,
  old_load bigint, -- load that was taken back; null: the file was not loaded before
  new_load bigint, -- load that took its place; null: none
  rows_removed bigint not null, -- of the old load, absent from what was loaded instead
  rows_changed bigint not null, -- of the old load, with other values in what was loaded instead
  rows_added bigint not null, -- of the new load, absent from what was taken back
  rows_unchanged bigint not null,
  rows_handed_over bigint not null, -- of the removed ones: stand with another file that holds them too
  corrected_at timestamp not null
)
