-- One row: the first and the last day of the landed file's rows in sales.
select
  min(s.transaction_date) as first_day,
  max(s.transaction_date) as last_day
from sales s
inner join landing_rows f
  on f.transaction_id = s.transaction_id
  and f.transaction_date = s.transaction_date
where f.file_number = :file_number
  and f.outcome = 'GOOD'
