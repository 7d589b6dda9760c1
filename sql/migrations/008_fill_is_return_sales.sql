-- Sales tell purchase from return: in sales, money below zero went back.
update sales
set is_return = total_amount < 0
where is_return is null
