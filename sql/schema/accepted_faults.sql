-- One row per period that a person accepted with --accept.
create table if not exists accepted_faults (
  subject string, -- what data_faults calls it; null for whatever is found in the period
  first_day date not null,
  last_day date not null, -- inclusive; of no meaning if it holds from now on
  holds_from_now_on boolean not null, -- the new state is the true one from first_day on
  reason string not null,
  accepted_at timestamp not null,
  run_id string not null
)
