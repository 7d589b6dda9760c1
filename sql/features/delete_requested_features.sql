-- Deletes the features of the requested snapshots.
delete from customer_features
where snapshot_date in (select snapshot_date from requested_snapshots where run_id = :run_id)
