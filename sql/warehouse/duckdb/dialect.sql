-- Functions of the shared dialect that DuckDB lacks. Not shared: Snowflake has them.
create or replace temp macro iff(condition, yes, no) as case when condition then yes else no end;
create or replace temp macro nvl(value, other) as coalesce(value, other);
create or replace temp macro zeroifnull(value) as coalesce(value, 0);
create or replace temp macro dateadd(part, n, d) as d + (n || ' ' || part)::interval;
create or replace temp macro md5_number_lower64(value) as cast('0x' || substr(md5(value), 17, 16) as ubigint);
attach if not exists ':memory:' as snowflake;
create schema if not exists snowflake.cortex;
-- The sentiments of both kinds are the local scorer's.
create or replace temp macro ai_sentiment(text) as json_object('categories', json_array(json_object('name', 'overall', 'sentiment', local_overall_sentiment(text))));
create or replace temp macro get_path(object, path) as json_extract_string(object, '$.' || path);
create or replace macro snowflake.cortex.sentiment(text) as local_sentiment(text);
