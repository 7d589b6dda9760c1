-- Drift is measured against a reference of its own: the column kind.
alter table feature_drift add column if not exists kind string
