-- One row per stage and check: newest verdicts, counted, breaches first.
select
  stage,
  check_name,
  subjects,
  breaches,
  without_evidence,
  breached_subject
from data_quality_summary
order by breaches desc nulls last, without_evidence desc nulls last, stage nulls last, check_name nulls last
