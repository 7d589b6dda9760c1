-- One row per feature, or prediction: its drift at the newest snapshot that was compared, and how long it has been so.
create or replace view feature_state as
with results as (
  select
    subject,
    name,
    snapshot_date,
    model_version,
    value,
    threshold,
    verdict,
    row_number() over (
      partition by subject, name
      order by snapshot_date desc nulls last, length(model_version) desc nulls last, model_version desc nulls last
    ) as newest_first
  from feature_drift_analysis
)

select
  subject, -- feature, prediction
  name,
  max(case when newest_first = 1 then snapshot_date end) as snapshot_date, -- newest that was compared
  max(case when newest_first = 1 then model_version end) as model_version, -- champion at the time
  max(case when newest_first = 1 then value end) as value, -- population stability index less what chance explains; null without evidence
  max(case when newest_first = 1 then threshold end) as threshold, -- above which it is a breach
  max(case when newest_first = 1 then verdict end) as verdict, -- OK, BREACH, NO_EVIDENCE
  max(case when newest_first = 2 then value end) as previous_value, -- one comparison earlier
  count_if(verdict = 'BREACH') as breaches, -- of all comparisons
  count(*) as comparisons
from results
group by subject, name
