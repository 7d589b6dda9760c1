-- One row per row of a loaded file that an earlier load had brought with the same values.
create table if not exists duplicate_rows (
  feed string not null, -- sales, feedback
  row_key string not null, -- transaction_id or feedback_id
  load_number bigint not null, -- of the file that holds it too
  equals_load bigint not null, -- of the row that stood then
  handed_by string, -- run that took the standing row back and let this one stand; null: none has
  handed_at timestamp -- from then on the row stands with load_number
)
