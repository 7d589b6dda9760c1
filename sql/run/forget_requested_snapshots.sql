-- Deletes the snapshots that killed or failed runs asked for and did not forget: nobody else can be running, the schema is held.
delete from requested_snapshots
