-- Deletes the customers who signed up on a day or later.
delete from customers
where signup_date >= :snapshot_date
