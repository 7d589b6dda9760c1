-- One row per quarantined record that the run judged anew: its text then, and why it was judged.
select distinct
  s.feed,
  s.file_name,
  s.line_number,
  nvl(s.judged_row, s.raw_row) as judged_text,
  r.kind,
  r.repaired_file
from superseded_quarantine s
inner join quarantine_releases r
  on r.run_id = s.superseded_by
  and r.feed = s.feed
  and r.file_name = s.file_name
where s.superseded_by = :run_id
order by s.feed nulls last, s.file_name nulls last, s.line_number nulls last
