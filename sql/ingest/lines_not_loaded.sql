-- One row per line of the landed release that was not loaded: the run has quarantined it again, or the contract leaves it out.
with released_files as (
  select distinct
    feed,
    file_name
  from landing_rows
  where file_number = :file_number
)

select distinct
  q.line_number,
  true as is_bad
from quarantine q
inner join released_files f
  on f.feed = q.feed
  and f.file_name = q.file_name
where q.run_id = :run_id
union all
select
  line_number,
  false as is_bad
from landing_rows
where file_number = :file_number
  and outcome = 'FILTERED'
  and line_number > 0
order by line_number nulls last, is_bad nulls last
