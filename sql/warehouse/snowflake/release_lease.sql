-- Releases the lease. Not shared: only Snowflake has leases.
update run_leases
set run_id = null, holder = null
where run_id = :run_id
