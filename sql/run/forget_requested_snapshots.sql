-- Deletes the snapshots that earlier statements of this run asked for.
delete from requested_snapshots
where run_id = :run_id
