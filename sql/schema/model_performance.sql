-- One row per snapshot, model version, segment and metric, on FINAL labels.
create table if not exists model_performance (
  snapshot_date date not null,
  model_version string not null, -- none: nothing was predicted for the snapshot
  segment string not null, -- all, or column=value
  metric string not null,
  value double, -- null unless the status is OK
  low double, -- bounds of the 95 % interval; null where no formula gives one
  high double,
  row_count bigint not null,
  positives bigint not null,
  constant_value double, -- of the best constant answer on the same rows
  recency_value double, -- of the recency rule on the same rows
  worth string, -- of the AUC of all customers: OK, BREACH if the model ranks worse than the constant or the recency rule beyond chance, NO_EVIDENCE; else null
  constant_gain_low double, -- bounds of the 95 % interval of the AUC less the constant's, by paired bootstrap; null unless it is lower
  constant_gain_high double,
  recency_gain_low double, -- the same of the AUC less the recency rule's
  recency_gain_high double,
  status string not null, -- OK, NO_DATA, ONE_CLASS, TOO_FEW, INVALID_SCORE, UNDEFINED
  computed_at timestamp not null,
  run_id string not null
)
