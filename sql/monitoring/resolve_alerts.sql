-- Closes the open alerts of a source and subject that speak of earlier snapshots.
update alerts
set state = 'RESOLVED'
where source = :source
  and subject = :subject
  and state = 'OPEN'
