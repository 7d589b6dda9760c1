-- One row changes per row of alert_events whose message names a customer: nothing of it is left.
update alert_events
set message = '(struck out: it named a customer who was erased)'
from customers_to_forget f
where contains(
  lower('|' || translate(alert_events.message, ',;":{}[]=().'' ', '||||||||||||||') || '|'),
  lower('|' || translate(f.customer_id, ',;":{}[]=().'' ', '||||||||||||||') || '|')
)
