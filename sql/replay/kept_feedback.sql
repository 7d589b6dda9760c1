-- One row per good row of a feedback load that was taken back, or is of a table, for landing_rows.
with rows_of_any_load as (
  select
    :feedback_raw_values,
    r.load_number
  from feedback_raw r
  union all
  select
    :feedback_raw_values,
    r.load_number
  from superseded_feedback r
),

own_rows as (
  select
    :feedback_raw_values
  from rows_of_any_load r
  where r.load_number = :load_number
),

duplicates as (
  select
    :feedback_raw_values
  from rows_of_any_load r
  inner join duplicate_rows d
    on d.row_key = r.feedback_id
    and d.equals_load = r.load_number
  where d.feed = 'feedback'
    and d.load_number = :load_number
    and d.handed_by is null
),

held_rows as (
  select
    :feedback_raw_values
  from own_rows r
  union all
  select
    :feedback_raw_values
  from duplicates r
)

select
  :feedback_raw_values,
  cast(row_number() over (order by r.feedback_id nulls last) as bigint) as line_number
from held_rows r
