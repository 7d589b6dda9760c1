-- One row per snapshot, subject and name, over all customers, with its distance to the threshold.
create or replace view feature_drift_analysis as
select
  snapshot_date,
  model_version, -- champion when the snapshot was first compared
  baseline, -- what it is compared with, in words
  subject, -- feature, prediction
  name,
  metric, -- psi_excess; psi in rows of releases that compared with the training rows
  value, -- population stability index less what chance explains; null without evidence
  threshold, -- above which it is a breach
  value / threshold as share_of_threshold,
  verdict, -- OK, BREACH, NO_EVIDENCE
  kind, -- attribute, behaviour
  reference_date, -- snapshot compared with; null if there is none, and for held-out scores
  psi, -- population stability index
  js_distance, -- Jensen-Shannon distance of the bins, natural logarithm
  mean_difference, -- in the unit of the feature; null for categories
  reference_rows,
  snapshot_rows,
  new_categories, -- JSON: each with its share of the snapshot
  psi_since_training, -- against the training rows; tells ageing, never a breach
  breach_since, -- first snapshot of a change that has not gone
  importance, -- share of the champion's importance, in [0, 1]
  run_id
from feature_drift
where coalesce(segment, 'all') = 'all'
