-- One row per decision on a model, by the monitor or by a person.
create or replace view model_decisions_history as
select
  d.decided_at, -- UTC
  d.watermark, -- day up to which sales were loaded
  d.challenger as model_version, -- that the decision is on
  d.outcome, -- PROMOTED, PROPOSED, KEPT, REFUSED, SHADOWED, UNSHADOWED
  d.champion as champion_before, -- null when there was none
  d.reason, -- in words
  d.trained_because, -- why the month loop trained the model after the first training; else null
  a.alias as alias_now, -- champion, previous or shadow, if this decision set it; else null
  d.decision_id, -- key of the decision
  d.run_id -- run that decided
from model_decisions d
left join model_aliases a
  on a.decision_id = d.decision_id and a.model_version = d.challenger
