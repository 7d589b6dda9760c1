-- Customers keep history: the column of the features. They are computed anew, by another version of the feature view.
alter table customer_features add column if not exists attributes_valid_from date
