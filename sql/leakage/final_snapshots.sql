-- One row per snapshot with features and FINAL labels, in order.
select distinct cast(l.snapshot_date as date) as snapshot_date
from customer_labels l
inner join customer_features f
  on f.snapshot_date = l.snapshot_date
  and f.customer_id = l.customer_id
where l.label_state = 'FINAL'
order by snapshot_date nulls last
