-- One row per stage and check: the newest verdict on each of its subjects, counted.
create or replace view report_quality as
with newest_verdicts as (
  select
    stage,
    subject,
    check_name,
    value,
    threshold,
    verdict
  from data_quality_metrics
  qualify row_number() over (
    partition by stage, subject, check_name
    order by run_started_at desc nulls last, run_id desc nulls last
  ) = 1
)

select
  stage,
  check_name,
  cast(count(*) as bigint) as subjects, -- snapshots, files or models that were checked
  cast(count_if(verdict = 'OK') as bigint) as passed,
  cast(count_if(verdict = 'BREACH') as bigint) as breaches,
  cast(count_if(verdict = 'NO_EVIDENCE') as bigint) as without_evidence,
  max(case when verdict = 'BREACH' then subject end) as last_breach -- null without one
from newest_verdicts
group by stage, check_name
