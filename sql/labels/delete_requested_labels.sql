-- Deletes the labels of the requested snapshots.
delete from customer_labels
where snapshot_date in (select snapshot_date from requested_snapshots where run_id = :run_id)
