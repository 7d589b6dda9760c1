-- One row per requested snapshot: the values that LabelQualityChecker checks, in one pass.
with churn_shares as (
  select
    snapshot_date,
    avg(cast(churned as double)) as churn_share
  from customer_labels
  where label_state = 'FINAL'
  group by snapshot_date
),

shares_before as (
  select
    snapshot_date,
    count(*) over (order by snapshot_date nulls last rows between unbounded preceding and 1 preceding) as earlier_shares,
    min(churn_share) over (order by snapshot_date nulls last rows between unbounded preceding and 1 preceding) as lowest_share,
    max(churn_share) over (order by snapshot_date nulls last rows between unbounded preceding and 1 preceding) as highest_share
  from churn_shares
)

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
  cast(count(distinct l.label_state) as bigint) as states,
  cast(zeroifnull(max(b.earlier_shares)) as bigint) as earlier_shares,
  cast(zeroifnull(max(b.lowest_share)) as double) as lowest_share,
  cast(zeroifnull(max(b.highest_share)) as double) as highest_share
from customer_labels l
inner join requested_snapshots r
  on r.snapshot_date = l.snapshot_date
left join shares_before b
  on b.snapshot_date = l.snapshot_date
group by l.snapshot_date
order by l.snapshot_date nulls last
