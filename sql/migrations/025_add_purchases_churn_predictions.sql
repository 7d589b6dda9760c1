-- Predictions tell what is known of their customer: purchases before the snapshot.
alter table churn_predictions add column if not exists purchases bigint
