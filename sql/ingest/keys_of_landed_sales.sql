-- One row: how many transactions the good rows of a landed file of sales have.
select cast(count(distinct transaction_id) as bigint) as keys
from landing_rows
where file_number = :file_number
  and feed = 'sales'
  and outcome = 'GOOD'
