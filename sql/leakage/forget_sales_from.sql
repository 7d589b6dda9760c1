-- Deletes the sales of a day and later ones.
delete from sales
where transaction_date >= :snapshot_date
