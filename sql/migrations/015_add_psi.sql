-- Drift is measured against a reference of its own: the column psi.
alter table feature_drift add column if not exists psi double
