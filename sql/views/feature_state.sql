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
      order by snapshot_date desc nulls last, model_version desc nulls last
    ) as newest_first
  from feature_drift
  where coalesce(segment, 'all') = 'all'
)

select
  subject, -- feature, prediction
  name,
  max(iff(newest_first = 1, snapshot_date, null)) as snapshot_date, -- newest that was compared
  max(iff(newest_first = 1, model_version, null)) as model_version, -- champion at the time
  max(iff(newest_first = 1, value, null)) as value, -- population stability index less what chance explains; null without evidence
  max(iff(newest_first = 1, threshold, null)) as threshold, -- above which it is a breach
  max(iff(newest_first = 1, verdict, null)) as verdict, -- OK, BREACH, NO_EVIDENCE
  max(iff(newest_first = 2, value, null)) as previous_value, -- one comparison earlier
  count_if(verdict = 'BREACH') as breaches, -- of all comparisons
  count(*) as comparisons
from results
group by subject, name
