-- One row per alias; an alias names one model version.
create table if not exists model_aliases (
  alias string not null, -- champion, previous, shadow
  model_version string not null,
  decision_id string not null,
  updated_at timestamp not null
)
