-- One row per load that the run takes back and load that it makes, either missing: how their comments compare.
with old_rows as (
  select
    :feedback_raw_values,
    r.load_number
  from superseded_feedback r
  where r.superseded_by = :run_id
),

new_rows as (
  select
    :feedback_raw_values,
    r.load_number
  from feedback_raw r
  where r.load_number >= :first_load
),

handed_rows as (
  select row_key
  from duplicate_rows
  where handed_by = :run_id
    and feed = 'feedback'
)

select
  o.load_number as old_load,
  n.load_number as new_load,
  cast(count(*) as bigint) as row_count,
  cast(count_if(o.feedback_id is not null and n.feedback_id is not null and (:feedback_raw_differences)) as bigint) as rows_changed,
  cast(count(h.row_key) as bigint) as rows_handed_over
from old_rows o
full outer join new_rows n
  on n.feedback_id = o.feedback_id
left join handed_rows h
  on h.row_key = o.feedback_id
group by o.load_number, n.load_number
order by o.load_number nulls last, n.load_number nulls last
