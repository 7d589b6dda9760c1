-- The role of the jobs, with the rights they need and no other; a person runs this once. Not shared: DuckDB has no roles.
--
-- Edit the five names and the key, then run the whole file in a worksheet, or with: snow sql -f grants.sql
-- It needs USERADMIN, SYSADMIN and SECURITYADMIN, and ACCOUNTADMIN for the last grant. Running it
-- again changes nothing.
set churn_role = 'CHURN_JOBS'; -- CHURN_SNOWFLAKE_ROLE
set churn_user = 'CHURN'; -- CHURN_SNOWFLAKE_USER
set churn_database = 'SHOP'; -- ML_DATABASE
set churn_schema = 'SHOP.ML'; -- ML_DATABASE.ML_SCHEMA
set churn_warehouse = 'CHURN_WH'; -- ML_WAREHOUSE

use role useradmin;
create role if not exists identifier($churn_role) comment = 'Runs the jobs of Churnwise';

-- A user for programs: it has no password and logs in with a key pair, an access token or OAuth. The
-- key is the public one, without its first and last line:
--   openssl genrsa 2048 | openssl pkcs8 -topk8 -inform pem -nocrypt -out rsa_key.p8
--   openssl rsa -in rsa_key.p8 -pubout | sed '/^-/d' | tr -d '\n'
-- Leave this statement out for a user that exists. For an access token instead of the key a network
-- policy must cover the user: alter user CHURN set network_policy = NAME, and then
-- alter user CHURN add programmatic access token CHURN_TOKEN role_restriction = 'CHURN_JOBS'.
create user if not exists identifier($churn_user)
  type = service
  rsa_public_key = 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A...'
  comment = 'Runs the jobs of Churnwise';

-- The role may not create these, so that a mistyped name cannot make a second one.
use role sysadmin;
create database if not exists identifier($churn_database);
create schema if not exists identifier($churn_schema);
create warehouse if not exists identifier($churn_warehouse)
  warehouse_size = xsmall
  auto_suspend = 60
  auto_resume = true
  initially_suspended = true;

use role securityadmin;
grant role identifier($churn_role) to user identifier($churn_user);
-- So that administrators reach the objects that the jobs own.
grant role identifier($churn_role) to role sysadmin;

-- To run statements, and to resume the warehouse by running one; not to resize or suspend it.
grant usage on warehouse identifier($churn_warehouse) to role identifier($churn_role);

-- To name the database and the schema, and to read their information_schema.
grant usage on database identifier($churn_database) to role identifier($churn_role);
grant usage on schema identifier($churn_schema) to role identifier($churn_role);

-- 'init' creates tables and views. The role owns what it creates; reading, writing and dropping
-- need no further right, and objects of others in the schema stay closed to it.
grant create table on schema identifier($churn_schema) to role identifier($churn_role);
grant create view on schema identifier($churn_schema) to role identifier($churn_role);

-- Files of models are in a stage of the schema; rows from Spark pass through a temporary one.
grant create stage on schema identifier($churn_schema) to role identifier($churn_role);

-- Only for snowflake.feature-store = on; leave this line out otherwise.
grant create tag on schema identifier($churn_schema) to role identifier($churn_role);

-- Sentiment of comments: the right to call functions of this kind, and a role that holds them;
-- snowflake.ai_functions_user is the narrower one where the account has it. New accounts grant both
-- to everybody (PUBLIC), unless they were revoked.
use role accountadmin;
grant use ai functions on account to role identifier($churn_role);
grant database role snowflake.cortex_user to role identifier($churn_role);
