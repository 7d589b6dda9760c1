-- Deletes the holes and faults that an earlier load found.
delete from data_faults
