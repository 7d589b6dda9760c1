-- Removes the features of snapshots that need days that are not known any more.
delete from customer_features
where snapshot_date > :watermark
