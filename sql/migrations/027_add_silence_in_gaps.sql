-- The rhythm of purchases: null in features of a release without it; the next run computes them anew.
alter table customer_features add column if not exists silence_in_gaps double
