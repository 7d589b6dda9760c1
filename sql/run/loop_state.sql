-- One row: where predictions, drift and alerts stand.
with scored as (
  select max(snapshot_date) as snapshot_date
  from churn_predictions
),

contacts as (
  select count_if(p.contact_group = 'contact') as contacts
  from churn_predictions p
  inner join scored s
    on s.snapshot_date = p.snapshot_date
),

compared as (
  select max(snapshot_date) as snapshot_date
  from feature_drift_analysis
),

breaches as (
  select count_if(d.verdict = 'BREACH') as breaches
  from feature_drift_analysis d
  inner join compared c
    on c.snapshot_date = d.snapshot_date
),

diagnoses_there as (
  select max(d.cause) as cause
  from snapshot_diagnosis d
  inner join compared c
    on c.snapshot_date = d.snapshot_date
),

champions as (
  select max(model_version) as champion
  from model_aliases
  where alias = 'champion'
),

open_alerts as (
  select count_if(state = 'OPEN') as open_alerts
  from alerts
)

select
  cast(m.champion as string) as champion,
  cast(s.snapshot_date as date) as scored_snapshot,
  cast(coalesce(t.contacts, 0) as bigint) as contacts,
  cast(c.snapshot_date as date) as drift_snapshot,
  cast(coalesce(b.breaches, 0) as bigint) as drift_breaches,
  cast(g.cause as string) as diagnosis,
  cast(coalesce(a.open_alerts, 0) as bigint) as open_alerts
from scored s
cross join contacts t
cross join compared c
cross join breaches b
cross join diagnoses_there g
cross join champions m
cross join open_alerts a
