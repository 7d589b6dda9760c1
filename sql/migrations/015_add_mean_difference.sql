-- Drift is measured against a reference of its own: the column mean_difference.
alter table feature_drift add column if not exists mean_difference double
