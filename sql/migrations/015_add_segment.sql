-- Drift is measured against a reference of its own: the column segment.
alter table feature_drift add column if not exists segment string
