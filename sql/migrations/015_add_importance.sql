-- Drift is measured against a reference of its own: the column importance.
alter table feature_drift add column if not exists importance double
