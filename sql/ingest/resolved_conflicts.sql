-- One row: the quarantined rows of standing files that contradicted a row that the run took back, where none stands now.
with rows_gone as (
  select
    'sales' as feed,
    b.transaction_id as row_key
  from superseded_sales b
  left join sales s
    on s.transaction_id = b.transaction_id
  where b.superseded_by = :run_id
    and s.transaction_id is null
  union all
  select
    'feedback' as feed,
    b.feedback_id as row_key
  from superseded_feedback b
  left join feedback_raw s
    on s.feedback_id = b.feedback_id
  where b.superseded_by = :run_id
    and s.feedback_id is null
)

select cast(count(*) as bigint) as row_count
from quarantine q
inner join rows_gone g
  on g.feed = q.feed
  and g.row_key = q.value
where q.rule = 'conflicting_duplicate'
