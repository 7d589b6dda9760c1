-- One row per snapshot, subject, part of the customers and name: how it differs from its reference.
create table if not exists feature_drift (
  snapshot_date date not null,
  model_version string not null, -- champion when the snapshot was first compared, none without one
  baseline string not null, -- what it is compared with, in words
  subject string not null, -- feature, prediction
  name string not null, -- of the feature; all where nothing could be compared
  metric string not null, -- psi_excess; psi in rows of releases that compared with the training rows
  value double, -- population stability index less what chance explains; null without evidence
  threshold double not null, -- above it is a breach
  verdict string not null, -- OK, BREACH, NO_EVIDENCE
  segment string, -- all, customer_segment=..., gender=..., location=..., customers=new or customers=earlier; null as metric psi
  kind string, -- attribute or behaviour; null as metric psi
  reference_date date, -- snapshot compared with; null if there is none, and for a model's held-out scores
  psi double, -- population stability index of the bins
  js_distance double, -- Jensen-Shannon distance of the bins, natural logarithm
  mean_difference double, -- mean of the snapshot less mean of the reference, in the unit of the feature; null for categories
  reference_rows bigint,
  snapshot_rows bigint,
  new_categories string, -- JSON: categories that the reference has not, each with its share of the snapshot; null if there are none
  psi_since_training double, -- against the champion's training rows; tells ageing, never a breach
  breach_since date, -- first snapshot of a change that has not gone, although the reference may have moved on; else null
  importance double, -- share of the champion's importance, in [0, 1]; null if not known
  run_id string not null
)
