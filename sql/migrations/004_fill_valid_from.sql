-- Customers keep history: rows of a release without it counted at every snapshot, and still do.
update customers
set valid_from = date '0001-01-01'
where valid_from is null
