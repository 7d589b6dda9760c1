-- One row per hole or fault in the loaded data, as the last load found them.
create table if not exists data_faults (
  kind string not null, -- SILENT_DAYS, VANISHED_LEVEL: labels that meet it are NO_EVIDENCE; SCALE, NULLS, NO_FEEDBACK: no training on it
  subject string not null, -- sales, feedback, ATTRIBUTE=LEVEL or a column
  first_day date not null,
  last_day date not null, -- inclusive
  accepted boolean not null -- a person has accepted it; the load goes on
)
