-- One row: who and where this session is, and the account's wall clock in UTC. Not shared: DuckDB has no accounts.
select
  current_role() as role_name,
  current_warehouse() as warehouse_name,
  sysdate() as account_time
