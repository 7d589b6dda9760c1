-- One row per diagnosed snapshot: what was known first, and what is known now.
create or replace view snapshot_diagnosis as
select
  n.snapshot_date,
  n.cause, -- FEED_FAULT, POPULATION_CHANGE, COVARIATE_CHANGE, CALIBRATION_CHANGE, CONCEPT_CHANGE, NONE, NO_EVIDENCE
  n.action, -- STOP, ALERT, RECALIBRATE, RETRAIN, HOLD
  n.confidence, -- HIGH, MEDIUM, LOW
  n.reason, -- one sentence with figures
  n.evidence, -- DATA, or LABELS once the labels of the snapshot are final
  n.known_on, -- first watermark on which this evidence was complete
  f.cause as first_cause, -- of the evidence DATA; null if the snapshot had only labels
  f.reason as first_reason, -- the same
  n.model_version, -- champion that the snapshot was judged by
  n.drifted, -- JSON: names of the features that drifted
  n.judged_at, -- UTC
  n.run_id -- run that judged
from diagnoses n
left join diagnoses f
  on f.snapshot_date = n.snapshot_date
  and f.evidence = 'DATA'
where n.evidence = 'LABELS'
  or not exists (
    select 1
    from diagnoses l
    where l.snapshot_date = n.snapshot_date
      and l.evidence = 'LABELS'
  )
