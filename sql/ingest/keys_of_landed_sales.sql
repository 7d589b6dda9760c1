-- One row: how many transactions the good rows of a landed file of sales have, or fewer, where two have one hash.
-- Numbers are told apart in two thirds of the time, and in less memory than texts.
select cast(count(distinct hash(transaction_id)) as bigint) as keys
from landing_rows
where file_number = :file_number
  and feed = 'sales'
  and outcome = 'GOOD'
