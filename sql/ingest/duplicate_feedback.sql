-- One row per comment of the landed file that an earlier load brought with the same values.
with first_rows as (
  select
    :feedback_raw_values
  from landing_rows r
  where r.file_number = :file_number
    and r.outcome = 'GOOD'
  qualify row_number() over (partition by r.feedback_id order by r.line_number nulls last) = 1
)
select
  'feedback' as feed,
  n.feedback_id as row_key,
  :load_number as load_number,
  o.load_number as equals_load,
  cast(null as string) as handed_by,
  cast(null as timestamp) as handed_at
from first_rows n
inner join feedback_raw o
  on o.feedback_id = n.feedback_id
where o.load_number < :load_number
  and not (:feedback_raw_differences)
