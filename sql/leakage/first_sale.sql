-- One row: the day of the first sale.
select cast(min(transaction_date) as date) as first_sale
from sales
