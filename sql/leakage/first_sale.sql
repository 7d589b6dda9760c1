-- One row: the day of the first purchase.
select cast(min(transaction_date) as date) as first_sale
from sales
where not nvl(is_return, false)
