-- One row per good row of the landed file whose feedback_id is in feedback_raw with other values.
select
  f.feed,
  f.file_name,
  f.line_number,
  'conflicting_duplicate' as rule,
  'feedback_id' as column_name,
  f.feedback_id as value,
  cast(null as date) as due_on,
  f.raw_row,
  :contract_version as contract_version,
  :run_id as run_id
from landing_rows f
inner join feedback_raw r
  on r.feedback_id = f.feedback_id
where f.file_number = :file_number
  and f.outcome = 'GOOD'
  and (
    f.chat_date is distinct from r.chat_date
    or f.comment is distinct from r.comment
    or f.customer_id is distinct from r.customer_id
    or f.internal_id is distinct from r.internal_id
  )
