-- Makes the purchases of a day and later ones a thousand times as dear.
update sales
set total_amount = total_amount * 1000
where transaction_date >= :snapshot_date
