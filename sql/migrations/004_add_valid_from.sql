-- Customers keep history: the day from which a row is valid.
alter table customers add column if not exists valid_from date
