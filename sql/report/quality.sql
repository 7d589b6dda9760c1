-- One row per stage and check: newest verdicts, counted, breaches first.
select
  stage,
  check_name,
  subjects,
  passed,
  breaches,
  without_evidence,
  last_breach
from report_quality
order by breaches desc nulls last, without_evidence desc nulls last, stage nulls last, check_name nulls last
