-- Sales tell purchase from return: in superseded_sales, money below zero went back.
update superseded_sales
set is_return = total_amount < 0
where is_return is null
