-- One row per count: what is counted, of which group, and how many.
with newest_scored as (
  select
    p.model_version,
    max(p.snapshot_date) as snapshot_date
  from churn_predictions p
  inner join model_aliases a
    on a.model_version = p.model_version
  where a.alias = 'champion'
  group by p.model_version
),

counts as (
  select 'alerts' as counted, lower(severity) || ' ' || lower(state) as of_group, count(*) as amount
  from alerts
  where state <> 'RESOLVED'
  group by severity, state
  union all
  select 'quarantined' as counted, feed as of_group, count(distinct file_name || ' ' || cast(line_number as string)) as amount
  from quarantine
  group by feed
  union all
  select 'loaded' as counted, file_type as of_group, sum(rows_loaded) as amount
  from files_ingested
  group by file_type
  union all
  select 'labelled' as counted, lower(label_state) as of_group, count(*) as amount
  from label_calendar
  group by label_state
  union all
  select 'predictions' as counted, coalesce(p.contact_group, 'none') as of_group, count(*) as amount
  from churn_predictions p
  inner join newest_scored n
    on n.snapshot_date = p.snapshot_date
    and n.model_version = p.model_version
  group by p.contact_group
)

select
  counted,
  of_group,
  cast(amount as bigint) as amount
from counts
order by counted nulls last, of_group nulls last
