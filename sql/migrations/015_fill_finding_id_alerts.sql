-- One row changes per alert: the id of an older one names its finding.
update alerts
set finding_id = alert_id
where finding_id is null
