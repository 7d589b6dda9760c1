-- Drift is measured against a reference of its own: the column reference_date.
alter table feature_drift add column if not exists reference_date date
