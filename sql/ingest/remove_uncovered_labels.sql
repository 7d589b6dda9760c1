-- Removes the labels of snapshots that need days that are not known any more.
delete from customer_labels
where snapshot_date > :watermark
  or (label_state <> 'PENDING' and matures_on > :watermark)
