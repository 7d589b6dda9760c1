-- Customers keep history: the column of the features.
alter table customer_features add column if not exists attributes_valid_from date
