-- Quarantined rows can be released: the day from which a value is not too early, where it is written as a day.
update quarantine
set due_on = try_cast(value as date)
where rule = 'after_as_of'
  and due_on is null
