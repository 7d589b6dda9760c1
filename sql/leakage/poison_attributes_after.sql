-- Alters the rows of customers that become valid after a day and dates them a week later, but not those that count for want of an older one.
update customers
set
  age = 149,
  customer_segment = 'leakcheck',
  gender = 'leakcheck',
  location = 'leakcheck',
  signup_date = null,
  valid_from = valid_from + 7
where valid_from > :snapshot_date
  and customer_id in (
    select customer_id
    from customers
    where valid_from is null or valid_from <= :snapshot_date
  )
