-- One row per monitored snapshot and kind of evidence: what has changed, why, and what to do. The row of DATA is not rewritten when labels come.
create table if not exists diagnoses (
  snapshot_date date not null,
  evidence string not null, -- DATA: faults in the data and drift; LABELS: these and what the predictions came to
  known_on date not null, -- first watermark on which this evidence is complete: the snapshot, or the day of maturity of its labels
  watermark date not null, -- first day that was not known to be loaded when it was judged so first
  model_version string not null, -- champion that it was judged by; none without one
  cause string not null, -- FEED_FAULT, POPULATION_CHANGE, COVARIATE_CHANGE, CALIBRATION_CHANGE, CONCEPT_CHANGE, NONE, NO_EVIDENCE
  action string not null, -- STOP, ALERT, RECALIBRATE, RETRAIN, HOLD
  confidence string not null, -- HIGH, MEDIUM, LOW
  reason string not null, -- one sentence with figures
  drifted string not null, -- JSON: names of the features that drifted, the farthest beyond its bound first
  dead_feed string, -- a feed of which the drift shows what no load found; else null
  judged_at timestamp not null,
  run_id string not null
)
