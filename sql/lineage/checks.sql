-- One row per check that a run has recorded of a stage.
select
  stage,
  subject,
  check_name,
  value,
  threshold,
  verdict
from data_quality
where run_id = :run_id
  and stage = :stage
