-- Renews the lease of its holder. Not shared: only Snowflake has leases.
update run_leases
set expires_at = dateadd('second', :lease_seconds, sysdate())
where run_id = :run_id
