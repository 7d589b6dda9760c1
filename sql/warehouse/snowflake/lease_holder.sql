-- The run that holds the lease now, if there is one. Not shared: only Snowflake has leases.
select run_id, holder, expires_at
from run_leases
where run_id is not null and expires_at > sysdate()
