-- Customers keep history: old features have the attributes that counted at every snapshot.
update customer_features
set attributes_valid_from = date '0001-01-01'
where attributes_valid_from is null
  and customer_id in (select customer_id from customers)
