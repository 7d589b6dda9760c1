-- One row per snapshot with labels: their state, when they mature, how many rows.
select
  cast(snapshot_date as date) as snapshot_date,
  cast(min(label_state) as string) as label_state,
  cast(max(matures_on) as date) as matures_on,
  cast(count(*) as bigint) as row_count
from customer_labels
group by snapshot_date
order by snapshot_date nulls last
