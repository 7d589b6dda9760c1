-- The one row of run_leases, if it is missing. Not shared: only Snowflake has leases.
insert into run_leases (run_id, holder, expires_at)
select null, null, cast('1970-01-01 00:00:00' as timestamp)
where not exists (select run_id from run_leases)
