-- One row per slice of features or FINAL labels that does not hold what it held when it was first written: when that was.
with known_days as (
  select
    ingested_at as known_at,
    cast(null as timestamp) as known_until,
    cast(last_day + 1 as date) as loaded_to
  from files_ingested
  where file_type = 'sales'
  union all
  select
    ingested_at as known_at,
    superseded_at as known_until,
    cast(last_day + 1 as date) as loaded_to
  from superseded_files
  where file_type = 'sales'
  union all
  select
    declared_at as known_at,
    cast(null as timestamp) as known_until,
    loaded_to
  from declared_watermarks
  union all
  select
    declared_at as known_at,
    superseded_at as known_until,
    loaded_to
  from superseded_watermarks
),

days_of_maturity as (
  select
    cast(snapshot_date as string) as slice,
    max(matures_on) as matures_on
  from customer_labels
  group by snapshot_date
),

written as (
  select
    s.stage,
    s.slice,
    s.run_id,
    s.ended_at,
    c.content_hash,
    c.hash_version
  from stage_runs s
  inner join slice_contents c
    on c.run_id = s.run_id
    and c.stage = s.stage
    and c.slice = s.slice
    and c.stage_key = s.stage_key
  where s.status = 'DONE'
    and s.stage in ('features', 'label')
    and s.stage_key <> 'taken back'
    and c.table_name in ('customer_features', 'customer_labels')
),

-- A label that becomes known is no restatement.
written_when_known as (
  select
    w.stage,
    w.slice,
    w.run_id,
    w.ended_at,
    w.content_hash,
    w.hash_version
  from written w
  left join days_of_maturity m
    on m.slice = w.slice
  left join known_days k
    on k.known_at <= w.ended_at
    and (k.known_until is null or k.known_until > w.ended_at)
  group by w.stage, w.slice, w.run_id, w.ended_at, w.content_hash, w.hash_version, m.matures_on
  having w.stage = 'features' or m.matures_on <= max(k.loaded_to)
),

in_order as (
  select
    stage,
    slice,
    ended_at,
    content_hash,
    hash_version,
    row_number() over (
      partition by stage, slice order by ended_at asc nulls last, run_id asc nulls last
    ) as from_first,
    row_number() over (
      partition by stage, slice order by ended_at desc nulls last, run_id desc nulls last
    ) as from_last
  from written_when_known
)

select
  f.stage,
  f.slice,
  f.ended_at as first_written
from in_order f
inner join in_order l
  on l.stage = f.stage
  and l.slice = f.slice
where f.from_first = 1
  and l.from_last = 1
  and (f.content_hash <> l.content_hash or f.hash_version <> l.hash_version)
order by f.ended_at nulls last, f.stage nulls last, f.slice nulls last
