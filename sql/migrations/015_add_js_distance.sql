-- Drift is measured against a reference of its own: the column js_distance.
alter table feature_drift add column if not exists js_distance double
