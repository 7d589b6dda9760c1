-- Deletes the labels that were not known yet on a day.
delete from customer_labels
where matures_on > :snapshot_date
