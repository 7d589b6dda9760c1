-- One row per stage and check, over the newest result of each subject.
create or replace view data_quality_summary as
with newest_results as (
  select q.stage, q.subject, q.check_name, q.value, q.threshold, q.verdict, r.started_at
  from data_quality q
  inner join pipeline_runs r
    on r.run_id = q.run_id
  qualify
    row_number() over (
      partition by q.stage, q.subject, q.check_name
      order by r.started_at desc nulls last, q.run_id desc nulls last,
        q.verdict nulls last, q.value desc nulls last
    ) = 1
)

select
  stage, -- that checked
  check_name, -- what was checked
  count(*) as subjects, -- files or slices that were checked
  count_if(verdict = 'BREACH') as breaches, -- of them
  max(case when verdict = 'BREACH' then subject end) as breached_subject, -- the last of them by name; null without a breach
  count_if(verdict = 'NO_EVIDENCE') as without_evidence, -- of them
  min(value) as smallest, -- value of a subject; null without evidence
  max(value) as largest,
  min(threshold) as threshold, -- bound that values are held against; null where none is
  case
    when count_if(verdict = 'BREACH') > 0 then 'BREACH'
    when count_if(verdict = 'OK') > 0 then 'OK'
    else 'NO_EVIDENCE'
  end as verdict, -- BREACH if a subject is; NO_EVIDENCE if no subject has any
  max(started_at) as checked_at -- UTC, start of the newest run that checked
from newest_results
group by stage, check_name
