-- Multiplies the amounts of sales on and after a day by a thousand.
update sales
set total_amount = total_amount * 1000
where transaction_date >= :snapshot_date
