-- One row per snapshot that has features or labels, but no FINAL label.
with snapshots as (
  select distinct slice
  from stage_runs
  where stage in ('features', 'label')
    and status = 'DONE'
),

final_snapshots as (
  select distinct snapshot_date
  from customer_labels
  where label_state = 'FINAL'
)

select cast(s.slice as date) as snapshot_date
from snapshots s
left join final_snapshots f
  on f.snapshot_date = cast(s.slice as date)
where f.snapshot_date is null
order by snapshot_date nulls last
