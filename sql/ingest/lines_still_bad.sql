-- One row per line of the landed file that the run has quarantined.
select distinct q.line_number
from quarantine q
inner join (
  select distinct
    feed,
    file_name
  from landing_rows
  where file_number = :file_number
) f
  on f.feed = q.feed
  and f.file_name = q.file_name
where q.run_id = :run_id
order by q.line_number nulls last
