-- One row per sale that is loaded or has landed, of all months or of those of which some have landed.
select customer_id, transaction_date, discount_applied, num_items, payment_method, total_amount, is_return
from sales
where :all_months
  or date_trunc('month', transaction_date) in (select month from landed_months)
union all
select customer_id, transaction_date, discount_applied, num_items, payment_method, total_amount, is_return
from sales_to_load
