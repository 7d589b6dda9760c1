-- One alert for one cause, with states, owners and the next command: a column of alerts.
alter table alerts add column if not exists snoozed_until date
