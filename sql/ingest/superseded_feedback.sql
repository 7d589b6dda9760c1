-- One row per comment of a load that the run takes back.
select
  :feedback_raw_values,
  s.sentiment,
  s.scored_by,
  r.load_number,
  f.superseded_by,
  f.superseded_at
from feedback_raw r
inner join superseded_files f
  on f.load_number = r.load_number
left join feedback_sentiment s
  on s.feedback_id = r.feedback_id
where f.superseded_by = :run_id
  and f.file_type = 'feedback'
