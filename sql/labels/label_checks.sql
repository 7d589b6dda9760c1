-- One row per requested snapshot: the values that LabelQualityChecker checks, in one pass.
select
  cast(l.snapshot_date as date) as snapshot_date,
  cast(count(*) as bigint) as row_count,
  cast(count(*) - count(distinct l.customer_id) as bigint) as duplicate_keys,
  cast(max(l.label_state) as string) as label_state,
  cast(max(l.matures_on) as date) as matures_on,
  cast(count(l.churned) as bigint) as labelled,
  cast(zeroifnull(sum(l.churned)) as bigint) as churned,
  cast(count_if(l.label_state = 'FINAL' and l.churned is null) as bigint) as final_without_label,
  cast(count_if(l.label_state <> 'FINAL' and l.churned is not null) as bigint) as pending_with_label,
  cast(count_if(l.churned = 1 and l.next_purchase_date is not null) as bigint) as churned_with_purchase,
  cast(count(distinct l.label_state) as bigint) as states
from customer_labels l
inner join requested_snapshots r
  on r.snapshot_date = l.snapshot_date
where r.run_id = :run_id
group by l.snapshot_date
order by l.snapshot_date nulls last
