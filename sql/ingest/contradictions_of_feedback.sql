-- One row per good row of the landed file whose feedback_id is in feedback_raw with other values, the first three by line: the stored and the new values.
select
  f.feedback_id as row_key,
  r.load_number,
  r.chat_date as stored_chat_date,
  f.chat_date as new_chat_date,
  r.comment as stored_comment,
  f.comment as new_comment,
  r.customer_id as stored_customer_id,
  f.customer_id as new_customer_id,
  r.internal_id as stored_internal_id,
  f.internal_id as new_internal_id
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
qualify row_number() over (order by f.line_number nulls last) <= 3
order by f.line_number nulls last
