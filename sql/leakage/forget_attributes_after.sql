-- Deletes the rows of customers that become valid after a day, but not those that count for want of an older one.
delete from customers
where valid_from > :snapshot_date
  and customer_id in (
    select customer_id
    from customers
    where valid_from <= :snapshot_date
  )
