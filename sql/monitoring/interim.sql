-- One row per number of days of each snapshot after the newest one whose labels are FINAL, oldest first.
with newest_final as (
  select max(snapshot_date) as snapshot_date
  from customer_labels
  where label_state = 'FINAL'
)

select
  i.snapshot_date,
  i.days,
  i.model_version,
  i.known_on,
  i.row_count,
  i.positives,
  i.auc,
  i.low,
  i.high,
  i.recency_auc,
  i.status,
  i.earlier_snapshots,
  i.earlier_auc,
  i.earlier_lowest,
  i.p_value,
  i.verdict,
  i.reason
from interim_performance i
left join newest_final n
  on n.snapshot_date >= i.snapshot_date
where n.snapshot_date is null
order by i.snapshot_date nulls last, i.days nulls last
