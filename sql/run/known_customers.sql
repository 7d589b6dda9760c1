-- One row per row of customers that the loads up to one had brought.
select *
from customers
where zeroifnull(load_number) <= :last_load
