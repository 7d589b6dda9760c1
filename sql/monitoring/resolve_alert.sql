-- Closes one alert.
update alerts
set state = 'RESOLVED'
where alert_id = :alert_id
