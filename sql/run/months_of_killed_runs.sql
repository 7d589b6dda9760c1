-- One row per month of sales that a killed run of the month loop has begun, with the arguments of the run; of those since the last run of the loop that ended.
select distinct
  r.arguments,
  f.year,
  f.month
from pipeline_runs r
inner join files_ingested f
  on f.run_id = r.run_id
where r.command = 'pipeline'
  and r.status = 'INTERRUPTED'
  and f.file_type = 'sales'
  and f.year is not null
  and not exists (
    select 1 as ended
    from pipeline_runs e
    where e.command = 'pipeline'
      and e.status not in ('INTERRUPTED', 'RUNNING')
      and e.started_at > r.started_at
  )
order by r.arguments nulls last, f.year nulls last, f.month nulls last
