-- One row per snapshot with FINAL labels, and the day from which they were known.
select
  cast(snapshot_date as date) as snapshot_date,
  cast(max(matures_on) as date) as matures_on
from customer_labels
where label_state = 'FINAL'
group by snapshot_date
order by snapshot_date nulls last
