-- Drift is measured against a reference of its own: the column psi_since_training.
alter table feature_drift add column if not exists psi_since_training double
