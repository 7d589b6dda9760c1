-- Predictions tell what is known of their customer: whether little is known of the customer.
alter table churn_predictions add column if not exists short_history bigint
