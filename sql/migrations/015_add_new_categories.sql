-- Drift is measured against a reference of its own: the column new_categories.
alter table feature_drift add column if not exists new_categories string
