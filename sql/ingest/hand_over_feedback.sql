-- Lets each comment that the run takes back, and that is not loaded anew, stand with the first other loaded file that holds it.
update duplicate_rows
set
  handed_by = h.superseded_by,
  handed_at = h.superseded_at
from (
  select
    d.row_key,
    d.load_number,
    b.superseded_by,
    b.superseded_at
  from duplicate_rows d
  inner join superseded_feedback b
    on b.feedback_id = d.row_key
  inner join files_ingested f
    on f.load_number = d.load_number
  left join feedback_raw s
    on s.feedback_id = d.row_key
  where d.feed = 'feedback'
    and b.superseded_by = :run_id
    and s.feedback_id is null
  qualify row_number() over (partition by d.row_key order by d.load_number nulls last) = 1
) h
where duplicate_rows.feed = 'feedback'
  and duplicate_rows.row_key = h.row_key
  and duplicate_rows.load_number = h.load_number
