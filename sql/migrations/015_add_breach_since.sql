-- Drift is measured against a reference of its own: the column breach_since.
alter table feature_drift add column if not exists breach_since date
