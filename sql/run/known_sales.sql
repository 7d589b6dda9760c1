-- One row per purchase that the loads up to one had brought.
select *
from sales
where zeroifnull(load_number) <= :last_load
