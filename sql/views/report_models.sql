-- One row per decision on a trained model, with the alias that the model has now.
create or replace view report_models as
with aliases_of_models as (
  select
    model_version,
    min(alias) as alias -- champion comes before previous and shadow
  from model_aliases
  group by model_version
)

select
  v.model_version,
  v.trained_on_watermark, -- it knows nothing of this day and later ones
  a.alias, -- champion, previous, shadow; null without one
  d.outcome,
  d.champion as compared_with, -- null where there was none
  d.reason,
  d.decided_at
from model_versions v
left join model_decisions d
  on d.challenger = v.model_version
left join aliases_of_models a
  on a.model_version = v.model_version
