-- One row changes per row of alerts whose message names a customer: nothing of it is left.
update alerts
set message = '(struck out: it named a customer who was erased)'
from customers_to_forget f
where contains(
  lower('|' || translate(alerts.message, ',;":{}[]=().'' ', '||||||||||||||') || '|'),
  lower('|' || translate(f.customer_id, ',;":{}[]=().'' ', '||||||||||||||') || '|')
)
