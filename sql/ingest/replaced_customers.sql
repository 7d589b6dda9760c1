-- Removes the customers that the landed file replaces.
delete from customers
where customer_id in (
  select customer_id
  from landing_rows
  where file_number = :file_number
    and outcome = 'GOOD'
)
