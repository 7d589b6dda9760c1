-- One row per stage: what the account charged for the newest :up_to runs that had work to do, and for all stages together. Not shared: DuckDB charges nothing.
-- By the query tags of the statements. Those of the Spark connector name the run alone: they belong
-- to the stage in whose commit they ran. A warehouse that is on and idle is no statement's.
with run_starts as (
  select
    run_id,
    min(started_at) as started_at
  from stage_costs
  group by run_id
),

counted_runs as (
  select run_id
  from run_starts
  qualify row_number() over (order by started_at desc nulls last, run_id desc nulls last) <= :up_to
),

charged_usage as (
  select
    query_id,
    query_tag,
    cast(convert_timezone('UTC', start_time) as timestamp) as used_at,
    cast(credits_attributed_compute as double) as credits,
    cast(null as double) as ai_tokens,
    cast(null as double) as ai_credits
  from snowflake.account_usage.query_attribution_history
  union all
  select
    query_id,
    query_tag,
    cast(convert_timezone('UTC', start_time) as timestamp) as used_at,
    cast(null as double) as credits,
    cast(null as double) as ai_tokens,
    cast(credits as double) as ai_credits
  from snowflake.account_usage.cortex_ai_functions_usage_history
  union all
  select
    u.query_id,
    u.query_tag,
    cast(convert_timezone('UTC', u.start_time) as timestamp) as used_at,
    cast(null as double) as credits,
    cast(m.value['value'] as double) as ai_tokens,
    cast(null as double) as ai_credits
  from snowflake.account_usage.cortex_ai_functions_usage_history u,
    lateral flatten(input => u.metrics) m
  where cast(m.value['key']['unit'] as string) = 'tokens'
),

charged_queries as (
  select
    query_id,
    cast(try_parse_json(query_tag)['run_id'] as string) as run_id,
    cast(try_parse_json(query_tag)['stage'] as string) as tagged_stage,
    min(used_at) as used_at,
    sum(credits) as credits,
    sum(ai_tokens) as ai_tokens,
    sum(ai_credits) as ai_credits
  from charged_usage
  where query_tag like '{"project":"churnwise"%'
  group by query_id, query_tag
),

queries_of_stages as (
  select
    coalesce(q.tagged_stage, s.stage, 'other') as stage,
    q.credits,
    q.ai_tokens,
    q.ai_credits
  from charged_queries q
  inner join counted_runs r
    on r.run_id = q.run_id
  left join stage_runs s
    on s.run_id = q.run_id
    and q.used_at between s.started_at and s.ended_at
  qualify row_number() over (
    partition by q.query_id
    order by s.started_at desc nulls last, s.stage nulls last, s.slice nulls last
  ) = 1
)

select
  cast(stage as string) as stage,
  cast(sum(credits) as double) as credits,
  cast(sum(ai_tokens) as bigint) as ai_tokens,
  cast(sum(ai_credits) as double) as ai_credits
from queries_of_stages
group by stage
union all
select
  cast('all' as string) as stage,
  cast(sum(credits) as double) as credits,
  cast(sum(ai_tokens) as bigint) as ai_tokens,
  cast(sum(ai_credits) as double) as ai_credits
from queries_of_stages
