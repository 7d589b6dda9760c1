-- One row per model version, subject and bin: the distribution of the model's training rows, and of its predictions for the held-out snapshot.
create table if not exists model_baselines (
  model_version string not null,
  subject string not null, -- feature, prediction, or held_out: the predictions for the held-out snapshot
  name string not null,
  bin bigint not null, -- 1-based
  lower_bound double, -- exclusive; null = no bound
  upper_bound double, -- inclusive; null = no bound
  category string, -- of a categorical feature; null for a numeric one and for the bin of rare, unseen or missing categories
  expected_count bigint not null -- training rows in the bin; of held_out, rows of that snapshot
)
