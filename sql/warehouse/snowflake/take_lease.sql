-- Takes the lease if it is free, has expired, or its holder is known to have ended. Not shared: only Snowflake has leases.
update run_leases
set
  run_id = :run_id,
  holder = :holder,
  expires_at = dateadd('second', :lease_seconds, sysdate())
where run_id is null or expires_at <= sysdate() or holder = :gone_holder
