-- One row per stage and snapshot whose features or labels need days that are not known any more.
select
  'features' as stage,
  cast(snapshot_date as date) as snapshot_date
from customer_features
where snapshot_date > :watermark
group by snapshot_date
union all
select
  'label' as stage,
  cast(snapshot_date as date) as snapshot_date
from customer_labels
where snapshot_date > :watermark
  or (label_state <> 'PENDING' and matures_on > :watermark)
group by snapshot_date
order by stage nulls last, snapshot_date nulls last
