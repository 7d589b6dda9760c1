-- Predictions tell what is known of their customer: days since the first purchase.
alter table churn_predictions add column if not exists history_days bigint
