-- One row per decision on a challenger.
create table if not exists model_decisions (
  decision_id string not null,
  watermark date not null,
  challenger string not null,
  champion string, -- null when there was none
  outcome string not null, -- PROMOTED, PROPOSED, KEPT, REFUSED, SHADOWED, UNSHADOWED
  reason string not null,
  evidence string not null, -- JSON
  trained_because string, -- why the month loop trained the challenger; null where a person did, and for other decisions
  decided_at timestamp not null,
  run_id string not null
)
