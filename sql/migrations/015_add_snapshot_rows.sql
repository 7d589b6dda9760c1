-- Drift is measured against a reference of its own: the column snapshot_rows.
alter table feature_drift add column if not exists snapshot_rows bigint
