-- One row per snapshot and number of days: how predictions ranked who buys within these days, beside earlier snapshots. No label.
create table if not exists interim_performance (
  snapshot_date date not null,
  days bigint not null, -- a customer is gone for now without a purchase on a day in [snapshot, snapshot + days)
  model_version string not null, -- that was in production for the snapshot
  known_on date not null, -- snapshot + days + grace
  row_count bigint not null, -- customers scored
  positives bigint not null, -- of them gone for now
  auc double, -- of the predicted churn probabilities; null unless the status is OK
  low double, -- bounds of its 95 % interval
  high double,
  recency_auc double, -- of the recency rule on the same customers
  status string not null, -- of the AUC: OK, NO_DATA, ONE_CLASS, TOO_FEW, INVALID_SCORE
  earlier_snapshots bigint not null, -- snapshots compared with: their labels were FINAL by known_on
  earlier_auc double, -- mean of their AUC over as many days; null without any, as are the next two
  earlier_lowest double, -- the lowest of them
  p_value double, -- one-sided, of an AUC that far below the lowest by chance
  verdict string not null, -- OK, BREACH, NO_EVIDENCE
  reason string, -- why there is no evidence; null if there is
  run_id string not null
)
