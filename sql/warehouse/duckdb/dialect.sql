-- Functions of the shared dialect that DuckDB lacks. Not shared: Snowflake has them.
create or replace temp macro iff(condition, yes, no) as case when condition then yes else no end;
create or replace temp macro nvl(value, other) as coalesce(value, other);
create or replace temp macro zeroifnull(value) as coalesce(value, 0);
create or replace temp macro dateadd(part, n, d) as d + (n || ' ' || part)::interval;
-- Of a double, with all its digits: that is what Snowflake's format TME is used for, and what DuckDB writes anyway.
create or replace temp macro to_varchar(value, form) as cast(value as string);
-- Of no text there is none: a text that is not one of a number.
create or replace temp macro md5_number_lower64(value) as try_cast(concat('0x', substr(md5(value), 17, 16)) as ubigint);
create or replace temp macro regexp_like(value, pattern) as regexp_full_match(value, pattern);
create or replace temp macro convert_timezone(zone, t) as timezone(zone, t), (from_zone, to_zone, t) as timezone(to_zone, timezone(from_zone, t));
attach if not exists ':memory:' as snowflake;
create schema if not exists snowflake.cortex;
-- The sentiments of both kinds are the local scorer's.
create or replace temp macro ai_sentiment(text) as json_object('categories', json_array(json_object('name', 'overall', 'sentiment', local_overall_sentiment(text))));
create or replace temp macro get_path(object, path) as json_extract_string(object, '$.' || path);
create or replace macro snowflake.cortex.sentiment(text) as local_sentiment(text);
